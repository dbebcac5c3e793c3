using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

/// <summary>Messages of a fixed length, and a target that a test sets.</summary>
internal sealed class FixedRules : ILineRules
{
    public string? ReplyTarget { get; set; }

    public int MessageLength { get; set; } = 10;

    public string Expand(string line) =>
        ReplyTarget is not null && line.StartsWith("/r ", StringComparison.Ordinal) ? $"/w {ReplyTarget} {line[3..]}" : line;

    public int CountMessages(string line) => ((line.Length - 1) / MessageLength) + 1;
}
