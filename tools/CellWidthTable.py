#!/usr/bin/env python3
"""Writes CellWidthTable.cs from the Unicode data files.

Run in this folder, on a machine with Debian's package unicode-data:

    apt-get install unicode-data
    python3 tools/CellWidthTable.py > src/ChatPS/Text/CellWidthTable.cs
"""
import os
import re

DATA = os.environ.get("UNICODE_DATA", "/usr/share/unicode")


def lines(name):
    with open(os.path.join(DATA, name), encoding="utf-8") as file:
        for line in file:
            line = line.split("#")[0].strip()
            if line:
                yield [field.strip() for field in line.split(";")]


def span(field):
    first, _, last = field.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def categories():
    found, first = {}, None
    for fields in lines("UnicodeData.txt"):
        code, name = int(fields[0], 16), fields[1]
        if name.endswith(", First>"):
            first = code
        elif name.endswith(", Last>"):
            found.update((c, fields[2]) for c in range(first, code + 1))
        else:
            found[code] = fields[2]
    return found


def having(name, value):
    return {c for fields in lines(name) if fields[1] == value for c in span(fields[0])}


def ranges(codes):
    found = []
    for code in sorted(codes):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def member(name, why, codes):
    pairs = [f"0x{first:04X}, 0x{last:04X}," for first, last in ranges(codes)]
    rows = "\n".join("        " + " ".join(pairs[i:i + 6]) for i in range(0, len(pairs), 6))
    return f"    /// <summary>{why}</summary>\n    public static readonly int[] {name} =\n    [\n{rows}\n    ];\n"


category = categories()
drawn = having("PropList.txt", "Prepended_Concatenation_Mark") | {0xAD}
zero = {c for c, kind in category.items() if kind in ("Mn", "Me", "Cf")} - drawn
jamo = set(range(0x1160, 0x1200)) | set(range(0xD7B0, 0xD800))

# The unassigned of the emoji blocks are emoji to be; a terminal newer than this table draws them wide.
pictures = having("emoji/emoji-data.txt", "Extended_Pictographic")
coming = {c for c in pictures if c >= 0x1F000 and c not in category}
wide = {c for value in ("W", "F") for c in having("EastAsianWidth.txt", value)} | coming

variants = {c for fields in lines("emoji/emoji-variation-sequences.txt")
            for c in [int(fields[0].split()[0], 16)] if c not in wide}

with open(os.path.join(DATA, "EastAsianWidth.txt"), encoding="utf-8") as file:
    version = re.search(r"-([0-9.]+)\.txt", file.readline()).group(1)

print(f"""// Written by tools/CellWidthTable.py from the data files of Unicode {version}; not edited by hand.
// Anew: apt-get install unicode-data; python3 tools/CellWidthTable.py > src/ChatPS/Text/CellWidthTable.cs
namespace ChatPS.Text;

/// <summary>Code points by the cells they take, as pairs of first and last in order; Unicode {version}.</summary>
internal static class CellWidthTable
{{
{member("Zero", "No cell: marks that do not space, format controls, the vowels and ends of Hangul syllables.", zero | jamo)}
{member("Wide", "Two cells: East Asian Width W and F, and the places kept for emoji.", wide - zero - jamo)}
{member("EmojiVariants", "One cell alone, two with the emoji selector U+FE0F behind.", variants)}}}""")
