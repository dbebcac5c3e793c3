namespace ChatPS.Interactive;

/// <summary>A colour for a name, the same in every session and on every machine.</summary>
internal static class NameColors
{
    /// <summary>
    /// Of the 256 colours light ones far from each other in hue. Names stand on them in black: no colour of letters alone is easy to
    /// read on a dark background and on a light one.
    /// </summary>
    public static readonly int[] Palette = [75, 78, 80, 110, 114, 141, 150, 173, 175, 180, 209, 222];

    /// <summary>The style of a name; names that differ only in case have the same.</summary>
    public static string Of(string name)
    {
        // FNV-1a: string.GetHashCode differs from process to process.
        uint hash = 2166136261;
        foreach (char c in name)
            hash = unchecked((hash ^ char.ToUpperInvariant(c)) * 16777619);
        return "38;5;16;48;5;" + Palette[hash % (uint)Palette.Length];
    }
}
