using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ChatPS.Protocol;
using ChatPS.Text;

namespace ChatPS.Conformance;

/// <summary>What the protocol lets one ask of a payload whose wording is the server's own.</summary>
internal static class PayloadContents
{
    /// <summary>It begins with NO.</summary>
    public static bool IsRefusal(this byte[] payload) => Text(payload).StartsWith(ProtocolConstants.Refusal, StringComparison.Ordinal);

    /// <summary>The text is somewhere in it, unchanged.</summary>
    public static bool Holds(this byte[] payload, string text) => Text(payload).IndexOf(text, StringComparison.Ordinal) >= 0;

    /// <summary>The name is in it as a word of its own.</summary>
    public static bool Names(this byte[] payload, string name) =>
        Regex.IsMatch(Text(payload), $@"(?<![\p{{L}}\p{{Nd}}]){Regex.Escape(name)}(?![\p{{L}}\p{{Nd}}])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>In how many of the frames the text is.</summary>
    public static int Count(this IEnumerable<byte[]> frames, string text) => frames.Count(payload => payload.Holds(text));

    private static string Text(byte[] payload) => TerminalText.DecodeExact(payload, 0, payload.Length);
}
