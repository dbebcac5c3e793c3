namespace ChatPS.Shell;

/// <summary>How many cells of the terminal a character takes; halves of a surrogate pair count one each, which fits emoji.</summary>
internal static class CellWidth
{
    public static int Of(string text) => text.Sum(Of);

    public static int Of(char c) =>
        c is '\u200D' or (>= '\u0300' and <= '\u036F') or (>= '\uFE00' and <= '\uFE0F') ? 0
        : c is (>= '\u1100' and <= '\u115F') or (>= '\u2E80' and <= '\uA4CF' and not '\u303F') or (>= '\uAC00' and <= '\uD7A3')
            or (>= '\uF900' and <= '\uFAFF') or (>= '\uFE30' and <= '\uFE6F') or (>= '\uFF00' and <= '\uFF60')
            or (>= '\uFFE0' and <= '\uFFE6') ? 2
        : 1;
}
