using System;
using System.Text.RegularExpressions;

namespace ChatPS.Client;

/// <summary>Words that servers in use reply with, where the shape of a frame alone does not tell what it is the reply to. Pure.</summary>
internal static class ReplyPhrases
{
    private static readonly Regex s_heading = new(
        "^(?:ok|success|sent|whisper|whispered|delivered|server|system|info|welcome|login|hello):",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_whisper = new(
        "^OK\\b|whisper|deliver|\\bsent\\b|\\bto .*:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>A word before a colon that makes a reply look like somebody's message.</summary>
    public static bool HasHeading(string payload) => s_heading.IsMatch(payload);

    /// <summary>The receipt of a whisper rather than a list of names.</summary>
    public static bool IsWhisperReceipt(string payload) => s_whisper.IsMatch(payload);

    /// <summary>A welcome for certain, and not what a server says to everybody who connects.</summary>
    public static bool IsWelcome(string payload, string userName) =>
        ContainsName(payload, userName) || payload.Trim('.', '!', ' ').Equals("OK", StringComparison.OrdinalIgnoreCase);

    /// <summary>A refusal that names whom it is about. Names of one or two letters are words of too many sentences.</summary>
    public static bool IsRefusalFor(string userName, string refusal) => userName.Length > 2 && ContainsName(refusal.Substring(2), userName);

    /// <summary>Our own words under the name that some servers give them.</summary>
    public static bool IsSelf(string? sender) =>
        string.Equals(sender, "you", StringComparison.OrdinalIgnoreCase) || string.Equals(sender, "me", StringComparison.OrdinalIgnoreCase);

    private static bool ContainsName(string text, string name)
    {
        for (int at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            int end = at + name.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                return true;
        }

        return false;
    }
}
