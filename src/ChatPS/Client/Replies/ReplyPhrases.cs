using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>Words that servers in use answer with, where the shape of a frame alone does not tell what it answers. Pure.</summary>
internal static class ReplyPhrases
{
    private static readonly Regex s_heading = new(
        "^(?:ok|success|sent|whisper|whispered|delivered|server|system|info|welcome|login|hello):",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_whisper = new(
        "^OK\\b|whisper|deliver|\\bsent\\b|\\bto .*:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // Names that what servers say begins with: their bearer's speech could be taken for it.
    private static readonly HashSet<string> s_headingWords = new(
        ("ok success sent whisper whispered delivered server system info welcome login hello no you me "
        + "user users userlist name names members clients people online connected here who active current").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    private static readonly Regex s_target = new("\\bto:? (\\w+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_refusedUser = new("\\buser\\W+(\\w+)\\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_alreadyLoggedIn = new(
        "\\balready\\b|\\bin use\\b|\\btaken\\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_serverFull = new("\\bfull\\b|\\btoo many\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_login = new("\\bpassword\\b|\\blog(?:ged)?[ -]?in\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_greeting = new(
        "\\b(?:welcome|hello|hi|logged in|success\\w*)\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_presence = new(
        "\\b(?:joined|left|entered|connected|disconnected|quit|logged (?:in|out))\\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>A word that begins a server's reply, and may be somebody's name.</summary>
    public static bool IsHeadingWord(string name) => s_headingWords.Contains(name);

    /// <summary>Tells who came or went.</summary>
    public static bool IsPresence(string payload) => s_presence.IsMatch(payload);

    /// <summary>A receipt that says whom the whisper was for, and it was another.</summary>
    public static bool IsReceiptForAnother(string payload, string target) =>
        IsWhisperReceipt(payload) && s_target.Match(payload) is { Success: true } match && !HasWord(payload, target)
        && !IsPronoun(match.Groups[1].Value);

    /// <summary>A word before a colon that makes an answer look like somebody's message.</summary>
    public static bool HasHeading(string payload) => s_heading.IsMatch(payload);

    /// <summary>The word on a whisper rather than a list of names.</summary>
    public static bool IsWhisperReceipt(string payload) => s_whisper.IsMatch(payload);

    /// <summary>Why a login was refused, as far as the words tell.</summary>
    public static ChatFailure LoginFailure(string refusal) =>
        s_alreadyLoggedIn.IsMatch(refusal) ? ChatFailure.AlreadyLoggedIn
        : s_serverFull.IsMatch(refusal) ? ChatFailure.ServerFull
        : ChatFailure.LoginRefused;

    /// <summary>A refusal that speaks of a login.</summary>
    public static bool IsLoginRefusal(string refusal) => s_login.IsMatch(refusal) || LoginFailure(refusal) != ChatFailure.LoginRefused;

    /// <summary>Words with which a server receives somebody, or everybody.</summary>
    public static bool IsGreeting(string payload) => s_greeting.IsMatch(payload);

    /// <summary>A welcome for certain, and not what a server says to everybody who connects.</summary>
    public static bool IsWelcome(string payload, string userName) =>
        HasWord(payload, userName) || payload.Trim('.', '!', ' ').Equals("OK", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// A refusal that names whom it is about. Names of one or two letters are words of too many sentences: those count only behind
    /// the word <c>user</c>.
    /// </summary>
    public static bool IsRefusalFor(string userName, string refusal) => userName.Length > 2
        ? HasWord(refusal.Substring(ProtocolConstants.Refusal.Length), userName)
        : s_refusedUser.Match(refusal) is { Success: true } match && UserNameRules.Same(match.Groups[1].Value, userName);

    /// <summary>Our own words under the name that some servers give them.</summary>
    public static bool IsSelf(string? sender) =>
        string.Equals(sender, "you", StringComparison.OrdinalIgnoreCase) || string.Equals(sender, "me", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name stands in a text as a word of its own, in any case.</summary>
    public static bool HasWord(string text, string name)
    {
        for (int at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            int end = at + name.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                return true;
        }

        return false;
    }

    private static bool IsPronoun(string word) => word.ToUpperInvariant() is "HIM" or "HER" or "THEM" or "USER" or "THE" or "RECIPIENT" or "TARGET";
}
