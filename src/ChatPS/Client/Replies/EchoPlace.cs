using System;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>Where a text that was said stands in a frame, whole or cut off at the end. Pure.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Behind its last character.</param>
/// <param name="IsCut">The frame ends before the text does.</param>
internal readonly record struct EchoPlace(int Start, int End, bool IsCut)
{
    /// <summary>Looks for a text as a whole, or for a beginning of it at the end of the payload.</summary>
    /// <returns>Null where neither is there.</returns>
    public static EchoPlace? Find(string payload, string text)
    {
        for (int at = payload.Length; at > 0 && (at = payload.LastIndexOf(text, at - 1, StringComparison.Ordinal)) >= 0;)
        {
            if (IsEdge(payload, at - 1) && IsEdge(payload, at + text.Length))
                return new EchoPlace(at, at + text.Length, IsCut: false);
        }

        int longest = Math.Min(text.Length - 1, payload.Length);
        for (int length = longest; length >= ClientLimits.CutText; length--)
        {
            int start = payload.Length - length;
            if (IsEdge(payload, start - 1) && string.CompareOrdinal(payload, start, text, 0, length) == 0)
                return new EchoPlace(start, payload.Length, IsCut: true);
        }

        return null;
    }

    private static bool IsEdge(string payload, int at) => at < 0 || at >= payload.Length || !UserNameRules.IsAllowed(payload[at]);
}
