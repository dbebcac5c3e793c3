using System;
using System.Globalization;
using ChatPS.Protocol;

namespace ChatPS.Interactive;

/// <summary>What arrives in one conversation: who is there, who whispered last, and the line to show, unless it is ignored. One thread.</summary>
internal sealed class IncomingMessages
{
    private readonly LineSink _lines;
    private string? _lastWhisperer;
    private string? _nextWhisperer;
    private bool _holdsWhisperer;
    private int _unannounced;

    /// <param name="ownName">The user's own name.</param>
    /// <param name="ignores">Whose lines are not shown.</param>
    /// <param name="lines">Takes what is shown.</param>
    public IncomingMessages(string ownName, IgnoreList ignores, LineSink lines)
    {
        Ignores = ignores;
        _lines = lines;
        Roster = new NameRoster(ownName);
    }

    public IgnoreList Ignores { get; }

    /// <summary>The names to complete.</summary>
    public NameRoster Roster { get; }

    /// <summary>Whether anybody has whispered.</summary>
    public bool HasWhisperer => _lastWhisperer is not null;

    /// <summary>Who whispered last; null for nobody, and where it is no name that can be whispered to.</summary>
    public string? ReplyTarget => _lastWhisperer is { } name && UserNameRules.IsAlphanumeric(name) ? name : null;

    /// <summary>Says, before the next message, how many have come since when.</summary>
    public void Announce(int count) => _unannounced = count;

    /// <summary>Takes the next message.</summary>
    /// <returns>False when it is ignored.</returns>
    public bool Take(ChatMessage message)
    {
        if (_unannounced > 0)
            _lines.Notice($"{_unannounced} {(_unannounced == 1 ? "message" : "messages")} since {Since(message.Time)}");
        _unannounced = 0;
        if (message.Kind == ChatMessageKind.Presence)
            Roster.Follow(message.Text);
        MessageLine line = MessageLine.Of(message);
        if (Ignores.Hides(line))
            return false;
        if (message.Kind != ChatMessageKind.Presence)
            Roster.Spoke(message.Sender);
        if (message.Kind == ChatMessageKind.Whisper && !message.IsOwn)
            SetWhisperer(message.Sender);
        _lines.Show(line);
        return true;
    }

    /// <summary>
    /// While a line is being typed that is not drawn anew, an answer goes to who had whispered when it was begun: another name would
    /// not be seen.
    /// </summary>
    public void HoldReplyTarget(bool holds)
    {
        _holdsWhisperer = holds;
        if (!holds && _nextWhisperer is { } next)
            SetWhisperer(next);
    }

    private void SetWhisperer(string? name) =>
        (_lastWhisperer, _nextWhisperer) = _holdsWhisperer ? (_lastWhisperer, name) : (name, null);

    private static string Since(DateTime time) =>
        time.ToString(time.Date == DateTime.Now.Date ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
