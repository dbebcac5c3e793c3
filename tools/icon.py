#!/usr/bin/env python3
"""Draws docs/icon.png, the icon of the package: a speech bubble with a prompt in it. Needs nothing but Python.

    python3 tools/icon.py
"""
import math
import pathlib
import struct
import zlib

SIZE = 128
SAMPLES = 4  # a side of the grid of samples in each pixel
BUBBLE = (0x1F, 0x4E, 0x8C)
PROMPT = (0xFF, 0xFF, 0xFF)


def in_round_rectangle(x, y, left, top, right, bottom, radius):
    dx = max(left + radius - x, 0, x - (right - radius))
    dy = max(top + radius - y, 0, y - (bottom - radius))
    return math.hypot(dx, dy) <= radius


def near_segment(x, y, x1, y1, x2, y2, distance):
    along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2)
    along = min(1, max(0, along))
    return math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1)) <= distance


def color_at(x, y):
    """The colour of a point, or None where the icon is transparent."""
    if (near_segment(x, y, 34, 36, 58, 56, 6) or near_segment(x, y, 58, 56, 34, 76, 6)
            or near_segment(x, y, 66, 78, 94, 78, 6)):
        return PROMPT
    tail = 96 <= y <= 122 and 30 <= x <= 30 + (122 - y)
    if in_round_rectangle(x, y, 6, 10, 122, 100, 20) or tail:
        return BUBBLE
    return None


def pixel(column, row):
    """Red, green, blue and opacity: the mean of the samples."""
    points = [color_at(column + (i + 0.5) / SAMPLES, row + (j + 0.5) / SAMPLES)
              for i in range(SAMPLES) for j in range(SAMPLES)]
    seen = [point for point in points if point]
    if not seen:
        return bytes(4)
    return bytes([*(round(sum(channel) / len(seen)) for channel in zip(*seen)), round(255 * len(seen) / len(points))])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = b"".join(b"\0" + b"".join(pixel(column, row) for column in range(SIZE)) for row in range(SIZE))
header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
target = pathlib.Path(__file__).resolve().parent.parent / "docs" / "icon.png"
target.write_bytes(png)
print(f"{target.name}: {len(png)} bytes")
