namespace ChatPS.Interactive;

/// <summary>A colour for a name, the same in every session and on every machine.</summary>
internal static class NameColors
{
    /// <summary>
    /// Of the 256 colours those that stand out from black and from white alike (contrast of 3.8 and more with both), far from
    /// each other in hue; no plain red, which refusals have.
    /// </summary>
    public static readonly int[] Palette = [27, 28, 30, 31, 63, 64, 100, 129, 130, 132, 161, 164];

    /// <summary>The style of a name; names that differ only in case have the same.</summary>
    public static string Of(string name)
    {
        // FNV-1a: string.GetHashCode differs from process to process.
        uint hash = 2166136261;
        foreach (char c in name)
            hash = unchecked((hash ^ char.ToUpperInvariant(c)) * 16777619);
        return "38;5;" + Palette[hash % (uint)Palette.Length];
    }
}
