using System;
using System.Collections.Generic;
using System.Linq;

namespace ChatPS.Interactive;

/// <summary>What stands before the line: who says it, what is wrong, and what happens elsewhere; from long to short, for narrow windows.</summary>
internal static class PromptText
{
    // Sooner, it would flicker at each line.
    private const int UnansweredShowsAfterSeconds = 2;

    public static string[] Of(ConversationSet conversations)
    {
        Conversation current = conversations.Current;
        string name = conversations.AddressOf(current);
        string[] states = current.End is not null ? [" (offline)"] : Reconnecting(current.Session) ?? Unanswered(current.UnansweredCount, current.UnansweredFor.TotalSeconds);
        IReadOnlyList<string> activity = conversations.Activity();
        if (conversations.All.Count == 1 && states[0].Length == 0)
            return [name + "> "]; // mostly, and at every key
        var prompts = states.Select((state, i) => name + state + activity[Math.Min(i, activity.Count - 1)] + "> ").ToList();
        prompts.AddRange(activity.Select(what => name + states[states.Length - 1] + what + "> "));
        prompts.Add(current.Session.UserName + states[states.Length - 1] + "> ");
        if (current.End is not null)
            prompts.Add("(offline)> ");
        return [.. prompts.Distinct()];
    }

    private static string[]? Reconnecting(ChatSession session)
    {
        if (session.State != ChatSessionState.Reconnecting)
            return null;
        string next = session.NextTryAt is { } at ? $"next try in {Math.Max(0, (at - DateTimeOffset.Now).TotalSeconds):0} s" : $"try {session.TryCount}";
        return [$" (reconnecting, {next})", " (reconnecting)"];
    }

    private static string[] Unanswered(int count, double seconds) => seconds < UnansweredShowsAfterSeconds
        ? [""]
        : [$" ({count} unanswered, {seconds:0} s)", $" ({count}?)", ""];
}
