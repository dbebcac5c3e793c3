using System;

namespace ChatPS.Interactive;

/// <summary>Where the lines of one source go. One thread.</summary>
/// <param name="show">Takes each.</param>
internal sealed class LineSink(Action<MessageLine> show)
{
    /// <summary>What stands before each line, to tell sources apart; null for nothing.</summary>
    public string? Origin { get; set; }

    public void Show(MessageLine line) => show(line with { Origin = Origin });

    /// <summary>Shows a notice of our own.</summary>
    public void Notice(string text) => Show(new MessageLine(DateTime.Now, ChatMessageKind.Notice, null, text));

    /// <summary>Shows what went wrong.</summary>
    public void Error(string text) => Show(new MessageLine(DateTime.Now, ChatMessageKind.Refusal, null, text));
}
