"""Draws what stood in a terminal, over time, as one animated SVG picture, dark or light as the reader has it.

The cells come from 'tmux capture-pane -ep'. Only the styles that ChatPS and PowerShell use are known: bold, italic, reverse, the
eight and the 256 colours of letters and of what is behind them.
"""
import re
import unicodedata
from html import escape

CELL, ROW, MARGIN = 8.4, 20, 16
BASIC = ["#000000", "#c04040", "#308030", "#907000", "#3060c0", "#904090", "#208080", "#707070"]


def variables(colours):
    """The eight colours as variables: one that can be read on white cannot be read on black."""
    return ";".join(f"--c{number}:{colour}" for number, colour in enumerate(colours))


PLAIN = (None, None, False, False, False)
BASIC_ON_DARK = ["#808080", "#e06c6c", "#5fb85f", "#c9a227", "#6f9ff5", "#c678c6", "#4fb8b8", "#a0a0a0"]
THEME = f"""svg{{--ink:#24292f;--paper:#fff;--frame:#d0d7de;{variables(BASIC)}}}
@media(prefers-color-scheme:dark){{svg{{--ink:#d4d4d4;--paper:#16181d;--frame:#3d444d;{variables(BASIC_ON_DARK)}}}}}
.p{{fill:var(--paper)}}.f{{fill:var(--paper);stroke:var(--frame)}}text,.i{{fill:var(--ink)}}.b{{font-weight:bold}}.t{{font-style:italic}}"""


def colour(number):
    """A colour of xterm's palette of 256."""
    if number < 16:
        return BASIC[number % 8]
    if number >= 232:
        return "#" + f"{8 + 10 * (number - 232):02x}" * 3
    levels = [0, 95, 135, 175, 215, 255]
    number -= 16
    return "#" + "".join(f"{levels[i]:02x}" for i in (number // 36, number // 6 % 6, number % 6))


def style_after(style, parameters):
    """The style (letters, behind, bold, italic, reverse) after a sequence that changes it."""
    ink, paper, bold, italic, reverse = style
    codes = [int(code or 0) for code in parameters.split(";")]
    while codes:
        code = codes.pop(0)
        if code == 0:
            ink, paper, bold, italic, reverse = PLAIN
        elif code in (1, 3, 7):
            bold, italic, reverse = bold or code == 1, italic or code == 3, reverse or code == 7
        elif 30 <= code <= 37 or 90 <= code <= 97:
            ink = f"var(--c{code % 10})"
        elif code == 39:
            ink = None
        elif code == 49:
            paper = None
        elif code in (38, 48) and codes[:1] == [5]:
            ink, paper = (colour(codes[1]), paper) if code == 38 else (ink, colour(codes[1]))
            codes = codes[2:]
    return ink, paper, bold, italic, reverse


def cells(text):
    """The cells that a terminal gives a text."""
    return sum(0 if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Cf")
               else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def words(screen):
    """The words of a screen, as (line, column, style, text): few change with a key, and not every viewer keeps spaces."""
    style = PLAIN
    for line, row in enumerate(screen.split("\n")):
        column = 0
        for codes, text in re.findall(r"\x1b\[([0-9;]*)m|( +|[^ \x1b]+)", row):
            if not text:
                style = style_after(style, codes)
            elif text.strip() or style[1] or style[4]:
                yield line, column, style, text
            column += cells(text)


def drawn(line, column, style, text):
    """The elements of a word."""
    ink, paper, bold, italic, reverse = style
    x, y, width = MARGIN + column * CELL, MARGIN + line * ROW, cells(text) * CELL
    if paper or reverse:
        fill = f'fill="{paper}"' if paper and not reverse else 'class="i"'
        yield f'<rect x="{x:.1f}" y="{y + 1}" width="{width:.1f}" height="{ROW - 2}" {fill}/>'
    if text.strip():
        kind = " ".join(name for name, on in (("b", bold), ("t", italic), ("p", reverse)) if on)
        kind = f' class="{kind}"' if kind else ""
        fill = f' style="fill:{ink}"' if ink and not reverse else ""
        yield f'<text x="{x:.1f}" y="{y + 15}" textLength="{width:.1f}"{kind}{fill}>{escape(text)}</text>'


def spans(frames):
    """What is to be seen from when to when: {(from frame, to frame): words and cursors}, each of them once."""
    begun, done = {}, {}
    for i, (_, screen, cursor) in enumerate(frames + [(0, "", None)]):
        now = set(words(screen)) | ({cursor} if cursor else set())
        for key in [key for key in begun if key not in now]:
            done.setdefault((begun.pop(key), i), []).append(key)
        for key in now:
            begun.setdefault(key, i)
    return {span: sorted(done[span], key=str) for span in sorted(done)}


def cursor_at(column, line):
    return f'<rect class="i" x="{MARGIN + column * CELL:.1f}" y="{MARGIN + line * ROW + 2}" width="{CELL}" height="{ROW - 3}" opacity=".6"/>'


def picture(frames, columns, rows):
    """The SVG of frames (seconds, screen with colours, cursor column and row), shown again and again."""
    total = sum(seconds for seconds, _, _ in frames)
    begins = [sum(seconds for seconds, _, _ in frames[:i]) / total * 100 for i in range(len(frames) + 1)]
    width, height = round(2 * MARGIN + columns * CELL), 2 * MARGIN + rows * ROW
    rules, groups = [], []
    for (first, last), seen in spans(frames).items():
        name = f"k{len(rules)}"
        hidden = "0%{visibility:hidden}" if first else ""
        ends = f"{begins[last]:.2f}%{{visibility:hidden}}" if last < len(frames) else ""
        rules.append(f"@keyframes {name}{{{hidden}{begins[first]:.2f}%{{visibility:visible}}{ends}}}"
                     f".{name}{{animation:{name} {total:.1f}s step-end infinite}}")
        body = "".join(cursor_at(*key) if len(key) == 2 else "".join(drawn(*key)) for key in seen)
        # A viewer that plays nothing shows the last frame.
        still = "" if last == len(frames) else ' visibility="hidden"'
        groups.append(f'<g class="{name}"{still}>{body}</g>')
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        ' font-family="ui-monospace,Menlo,Consolas,\'DejaVu Sans Mono\',monospace" font-size="14" xml:space="preserve">',
        f"<style>{THEME}\n" + "\n".join(rules) + "</style>",
        f'<rect class="f" x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8"/>', *groups, "</svg>", ""])
