#!/usr/bin/env python3
"""Draws what stands in a terminal as an SVG picture.

    tmux capture-pane -ep | python3 tools/session-picture.py [CURSOR_COLUMN] > docs/session.svg

The cursor, when its column is given, stands in the last row that is not empty. Only the styles that the
session uses are known: bold, italic, reverse, and the 256 colours for text.
"""
import re
import sys
import unicodedata
from html import escape

CELL, ROW, MARGIN = 8.4, 20, 16
INK, PAPER, FRAME = "#24292f", "#ffffff", "#d0d7de"
BASIC = ["#000000", "#a40000", "#207020", "#806000", "#1040a0", "#803080", "#107070", "#606060"]


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
    """The style (colour, bold, italic, reverse) after a sequence that changes it."""
    ink, bold, italic, reverse = style
    codes = [int(code or 0) for code in parameters.split(";")]
    while codes:
        code = codes.pop(0)
        if code == 0:
            ink, bold, italic, reverse = INK, False, False, False
        elif code == 1:
            bold = True
        elif code == 3:
            italic = True
        elif code == 7:
            reverse = True
        elif code == 39:
            ink = INK
        elif 30 <= code <= 37:
            ink = BASIC[code - 30]
        elif code == 38 and codes[:1] == [5]:
            ink, codes = colour(codes[1]), codes[2:]
    return ink, bold, italic, reverse


def runs(rows):
    """Yields row, column, style and text of what looks the same; a style lasts over rows, and wide characters stand alone."""
    style, line, column = (INK, False, False, False), 0, 0
    for codes, end, text in re.findall(r"\x1b\[([0-9;]*)m|(\n)|([^\x1b\n]+)", rows):
        if end:
            line, column = line + 1, 0
        elif not text:
            style = style_after(style, codes)
        for part in re.findall(r"[\u1100-\U0010ffff]|[^\u1100-\U0010ffff]+", text):
            yield line, column, style, part
            column += sum(cells(c) for c in part)


def cells(character):
    """The cells that a terminal gives a character."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def drawn(rows, cursor):
    """The elements of the picture."""
    for line, column, (ink, bold, italic, reverse), text in runs("\n".join(rows)):
        x, y = MARGIN + column * CELL, MARGIN + line * ROW
        width = sum(cells(c) for c in text) * CELL
        if reverse:
            yield f'<rect x="{x:.1f}" y="{y + 1}" width="{width:.1f}" height="{ROW - 2}" fill="{ink}"/>'
        weight = (' font-weight="bold"' if bold else "") + (' font-style="italic"' if italic else "")
        if text.strip():
            # Not every viewer keeps spaces.
            x += (len(text) - len(text.lstrip())) * CELL
            text = text.strip()
            width = sum(cells(c) for c in text) * CELL
            yield (f'<text x="{x:.1f}" y="{y + 15}" textLength="{width:.1f}" fill="{PAPER if reverse else ink}"{weight}>'
                   f"{escape(text)}</text>")
    if cursor is not None:
        yield f'<rect x="{MARGIN + cursor * CELL:.1f}" y="{MARGIN + (len(rows) - 1) * ROW + 2}" width="{CELL}" height="{ROW - 3}" fill="{INK}"/>'


def main():
    rows = sys.stdin.read().rstrip().split("\n")
    cursor = int(sys.argv[1]) if len(sys.argv) > 1 else None
    widest = max(sum(cells(c) for c in re.sub(r"\x1b\[[0-9;]*m", "", row)) for row in rows)
    width, height = round(2 * MARGIN + max(widest, 72) * CELL), 2 * MARGIN + len(rows) * ROW
    print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
          ' font-family="ui-monospace,Menlo,Consolas,\'DejaVu Sans Mono\',monospace" font-size="14" xml:space="preserve">')
    print(f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8" fill="{PAPER}" stroke="{FRAME}"/>')
    print("\n".join(drawn(rows, cursor)))
    print("</svg>")


main()
