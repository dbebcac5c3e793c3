namespace ChatPS.Interactive;

/// <summary>A colour for a name, the same in every session and on every machine.</summary>
internal static class NameColors
{
    /// <summary>
    /// Those of the 256 colours that are readable on black and on white (contrast of at least 3.8 with both), with hues far apart;
    /// no plain red, which refusals have.
    /// </summary>
    public static readonly int[] Palette = [27, 28, 30, 31, 63, 64, 100, 129, 130, 132, 161, 164];

    /// <summary>The style of a name, the same in upper and lower case.</summary>
    public static string Of(string name)
    {
        // FNV-1a, because string.GetHashCode differs between processes.
        uint hash = 2166136261;
        foreach (char c in name)
            hash = unchecked((hash ^ char.ToUpperInvariant(c)) * 16777619);
        return "38;5;" + Palette[hash % (uint)Palette.Length];
    }
}
