using System;

namespace ChatPS.Protocol;

/// <summary>
/// A form of speech that is none of the known ones, learned from our own words: what stands before the name, where digits stand
/// for any digits, and what stands between the name and the text. Pure.
/// </summary>
internal sealed class SpeechTemplate : IEquatable<SpeechTemplate>
{
    /// <summary>The <see cref="ServerMessage.Form"/> of what it reads.</summary>
    public const int Form = 1000;

    private readonly string _before;
    private readonly string _between;

    private SpeechTemplate(string before, string between)
    {
        _before = before;
        _between = between;
    }

    /// <summary>The template of which a payload is our own words.</summary>
    /// <param name="payload">The whole frame.</param>
    /// <param name="name">Our name, exact.</param>
    /// <param name="textAt">Where our text begins.</param>
    /// <returns>
    /// Null where our name is not the last word before the text, or where what stands before it could be somebody's name: letters,
    /// or digits alone. That may be another's words that repeat ours.
    /// </returns>
    public static SpeechTemplate? Of(string payload, string name, int textAt)
    {
        int end = textAt;
        while (end > 0 && !char.IsLetterOrDigit(payload[end - 1]))
            end--;
        int start = end - name.Length;
        bool isName = start >= 0 && string.CompareOrdinal(payload, start, name, 0, name.Length) == 0
            && (start == 0 || !char.IsLetterOrDigit(payload[start - 1]));
        if (!isName || end == textAt || CouldHoldName(payload, start))
            return null;
        return new SpeechTemplate(Shape(payload, start), payload.Substring(end, textAt - end));
    }

    /// <summary>Reads a payload of this form.</summary>
    public bool TryRead(string payload, out ServerMessage message)
    {
        message = default;
        if (!TryBefore(payload, out int start))
            return false;
        int end = start;
        while (end < payload.Length && char.IsLetterOrDigit(payload[end]))
            end++;
        if (end == start || string.CompareOrdinal(payload, end, _between, 0, _between.Length) != 0)
            return false;
        message = new ServerMessage(ChatMessageKind.Message, payload.Substring(start, end - start), payload.Substring(end + _between.Length), Form);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(SpeechTemplate? other) => other is not null && _before == other._before && _between == other._between;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SpeechTemplate);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_before + "\0" + _between);

    private static bool CouldHoldName(string payload, int end)
    {
        bool digits = false;
        bool marks = false;
        for (int i = 0; i < end; i++)
        {
            if (char.IsLetter(payload[i]))
                return true;
            digits |= char.IsDigit(payload[i]);
            marks |= !char.IsLetterOrDigit(payload[i]) && payload[i] != ' ';
        }

        return digits && !marks;
    }

    // Each run of digits becomes one zero.
    private static string Shape(string payload, int end)
    {
        var shape = new System.Text.StringBuilder(end);
        for (int i = 0; i < end; i++)
        {
            bool digit = char.IsDigit(payload[i]);
            if (!digit || i == 0 || !char.IsDigit(payload[i - 1]))
                shape.Append(digit ? '0' : payload[i]);
        }

        return shape.ToString();
    }

    private bool TryBefore(string payload, out int at)
    {
        at = 0;
        foreach (char c in _before)
        {
            if (at >= payload.Length || (c == '0' ? !char.IsDigit(payload[at]) : payload[at] != c))
                return false;
            at++;
            while (c == '0' && at < payload.Length && char.IsDigit(payload[at]))
                at++;
        }

        return true;
    }
}
