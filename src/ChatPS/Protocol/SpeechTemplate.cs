using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace ChatPS.Protocol;

/// <summary>
/// A form of speech that is none of the known ones, learned from our own words: what stands before the name, between the name and
/// the text, and behind the text. Digits stand for any digits. Pure.
/// </summary>
internal sealed class SpeechTemplate : IEquatable<SpeechTemplate>
{
    /// <summary>The <see cref="ServerMessage.Form"/> of what it reads.</summary>
    public const int Form = 1000;

    private static readonly Regex s_digits = new("[0-9]+", RegexOptions.CultureInvariant);

    private readonly string _pattern;
    private readonly Regex _regex;

    private SpeechTemplate(string before, string between, string behind)
    {
        _pattern = $"^{AnyDigits(before)}(?<name>[\\p{{L}}\\p{{Nd}}]+){AnyDigits(between)}(?<text>.*){AnyDigits(behind)}\\z";
        _regex = new Regex(_pattern, RegexOptions.CultureInvariant | RegexOptions.Singleline);
        NameLeads = before.Length == 0;
        IsTellable = (before + between + behind).Trim(UserListParser.Separators).Length > 0;
        IsDistinct = between.Any(char.IsLetter);
        CouldHoldName = before.Any(char.IsLetter) || (before.Any(char.IsDigit) && before.All(c => char.IsDigit(c) || c == ' '));
        Length = before.Length + between.Length + behind.Length;
    }

    /// <summary>The name is the first that stands there: it cannot be in the words of another.</summary>
    public bool NameLeads { get; }

    /// <summary>More stands around name and text than between the names of a list or the words of a sentence.</summary>
    public bool IsTellable { get; }

    /// <summary>Words stand between name and text, as in no refusal.</summary>
    public bool IsDistinct { get; }

    /// <summary>What stands before the name could be somebody's name: letters, or digits alone.</summary>
    public bool CouldHoldName { get; }

    /// <summary>The characters around name and text: the words of another that repeat ours have more around them.</summary>
    public int Length { get; }

    /// <summary>The template of which a payload is our own words.</summary>
    /// <param name="payload">The whole frame.</param>
    /// <param name="name">Our name, exact.</param>
    /// <param name="textAt">Where our text begins.</param>
    /// <param name="textEnd">Where it ends.</param>
    /// <returns>Null where our name does not stand before the text as a word of its own, once, with something between.</returns>
    public static SpeechTemplate? Of(string payload, string name, int textAt, int textEnd)
    {
        int start = FindWord(payload, name, 0, textAt);
        int end = start + name.Length;
        if (start < 0 || end == textAt || char.IsDigit(payload[textAt - 1]) || FindWord(payload, name, end, textAt) >= 0)
            return null;
        return new SpeechTemplate(payload.Substring(0, start), payload.Substring(end, textAt - end), payload.Substring(textEnd));
    }

    /// <summary>Reads a payload of this form.</summary>
    public bool TryRead(string payload, out ServerMessage message)
    {
        Match match = _regex.Match(payload);
        message = match.Success
            ? new ServerMessage(ChatMessageKind.Message, match.Groups["name"].Value, match.Groups["text"].Value, Form)
            : default;
        return match.Success;
    }

    /// <inheritdoc/>
    public bool Equals(SpeechTemplate? other) => other is not null && _pattern == other._pattern;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SpeechTemplate);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_pattern);

    private static string AnyDigits(string text) => s_digits.Replace(Regex.Escape(text), "[0-9]+");

    private static int FindWord(string text, string word, int from, int to)
    {
        for (int at = from; (at = text.IndexOf(word, at, to - at, StringComparison.Ordinal)) >= 0; at++)
        {
            int end = at + word.Length;
            if ((at == 0 || !UserNameRules.IsAllowed(text[at - 1])) && (end == text.Length || !UserNameRules.IsAllowed(text[end])))
                return at;
        }

        return -1;
    }
}
