using System.Text;

namespace ChatPS.Tests.Text;

/// <summary>The code points for which something is so, as ranges: a limit that moves by one shows in them.</summary>
internal static class CodePointSet
{
    // The planes between hold no characters yet.
    private static readonly (int First, int Last)[] s_planes = [(0, 0x2FFFF), (0xE0000, 0xEFFFF)];

    /// <summary>As <c>20-7E A0 2FFFE</c>; those of the surrogates are asked as lone halves.</summary>
    public static string Of(Func<string, bool> isSo)
    {
        var ranges = new StringBuilder();
        foreach ((int first, int last) in s_planes)
        {
            for (int start = first, end; start <= last; start = end + 1)
            {
                for (end = start; end <= last && isSo(Text(end)); end++)
                {
                }

                if (end > start)
                    ranges.Append(ranges.Length > 0 ? " " : "").Append(start.ToString("X")).Append(end - 1 > start ? $"-{end - 1:X}" : "");
            }
        }

        return ranges.ToString();
    }

    private static string Text(int c) => c is >= 0xD800 and <= 0xDFFF ? ((char)c).ToString() : char.ConvertFromUtf32(c);
}
