#!/usr/bin/env python3
"""Draws docs/plots/*.svg from docs/plots/growth.csv, which the benchmarks' growth subcommand writes. Needs Python alone."""
import csv
import math
import pathlib

FOLDER = pathlib.Path(__file__).parent.parent / "docs" / "plots"
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 376, 64, 32, 60, 56
COLOURS = ["#0b6fa4", "#c8551b", "#3c8d40"]
PLOTS = {
    "fan-out": ("Fan-out: what a delivery takes", "receivers", "µs a delivery",
                ["fan-out window 1 µs/delivery", "fan-out window 128 µs/delivery", "kernel floor µs/delivery"]),
    "echo": ("A message: when the speaker has it, and everybody", "receivers", "ms", ["the speaker ms", "everybody ms"]),
    "receive": ("Receiving: what a message takes", "messages", "µs a message", ["receive µs/message", "bare cmdlet µs/object"]),
    "who": ("WHO: what Get-ChatUser takes", "names", "ms", ["Get-ChatUser ms"]),
}


def decades(values):
    """The powers of ten that enclose the values, as exponents."""
    return math.floor(math.log10(min(values)) + 1e-9), math.ceil(math.log10(max(values)) - 1e-9)


def scale(low, high, begin, end):
    span = max(high - low, 1)
    return lambda value: begin + (math.log10(value) - low) / span * (end - begin)


def number(value):
    return f"{value:,.0f}".replace(",", " ") if value >= 1 else f"{value:g}"


def text(x, y, words, anchor="middle", more=""):
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" {more}>{words}</text>'


def grid(x_range, y_range, x, y):
    for exponent in range(x_range[0], x_range[1] + 1):
        at = x(10 ** exponent)
        yield f'<path d="M{at:.0f} {TOP}V{HEIGHT - BOTTOM}" class="grid"/>' + text(at, HEIGHT - BOTTOM + 18, number(10 ** exponent))
    for exponent in range(y_range[0], y_range[1] + 1):
        at = y(10 ** exponent)
        yield f'<path d="M{LEFT} {at:.0f}H{WIDTH - RIGHT}" class="grid"/>' + text(LEFT - 8, at + 4, number(10 ** exponent), "end")


def line(points, colour, label, place, x, y):
    path = "M" + "L".join(f"{x(a):.1f} {y(b):.1f}" for a, b in points)
    yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    yield from (f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="3.5" fill="{colour}"/>' for a, b in points)
    yield text(LEFT + (WIDTH - LEFT - RIGHT) * place, TOP - 16, label.rsplit(" ", 1)[0], more=f'fill="{colour}"')


def draw(title, x_name, y_name, series):
    every = [point for points in series.values() for point in points]
    x_range, y_range = decades([a for a, _ in every]), decades([b for _, b in every])
    x = scale(*x_range, LEFT, WIDTH - RIGHT)
    y = scale(*y_range, HEIGHT - BOTTOM, TOP)
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">'
    yield '<style>.grid{stroke:#ccc;stroke-width:.7}</style><rect width="100%" height="100%" fill="#fff"/>'
    yield text(WIDTH / 2, 22, title, more='font-size="15"')
    yield text(WIDTH / 2, HEIGHT - 12, x_name) + text(16, HEIGHT / 2, y_name, more=f'transform="rotate(-90 16 {HEIGHT / 2:.0f})"')
    yield from grid(x_range, y_range, x, y)
    for row, ((label, points), colour) in enumerate(zip(series.items(), COLOURS)):
        yield from line(points, colour, label, (row + 0.5) / len(series), x, y)
    yield "</svg>"


def main():
    data = {}
    with open(FOLDER / "growth.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            data.setdefault(row["series"], []).append((float(row["x"]), float(row["y"])))
    for name, (title, x_name, y_name, wanted) in PLOTS.items():
        series = {label: data[label] for label in wanted if label in data}
        if series:
            (FOLDER / f"{name}.svg").write_text("\n".join(draw(title, x_name, y_name, series)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
