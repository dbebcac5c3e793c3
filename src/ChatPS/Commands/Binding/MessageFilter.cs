using System;
using System.Management.Automation;
using ChatPS.Client;

namespace ChatPS.Commands;

/// <summary>What -From, -Kind, -ExcludeOwn and -After ask for.</summary>
internal sealed class MessageFilter : IMessageFilter
{
    private readonly NameFilter _from;
    private readonly ChatMessageKind[]? _kinds;
    private readonly bool _excludeOwn;
    private readonly long _after;
    private readonly Guid _session;

    private MessageFilter(NameFilter from, ChatMessageKind[]? kinds, bool excludeOwn, PSObject? after)
    {
        _from = from;
        _kinds = kinds;
        _excludeOwn = excludeOwn;
        if (after is null)
            return;
        _after = LanguagePrimitives.ConvertTo<long>(after.Properties["Sequence"]?.Value);
        _session = LanguagePrimitives.ConvertTo<Guid>(after.Properties["SessionKey"]?.Value);
    }

    /// <param name="senders">Wildcards; null for anybody.</param>
    /// <param name="kinds">Null for all.</param>
    /// <param name="excludeOwn">Whether what this session said itself stays.</param>
    /// <param name="after">A message, also one from a file or a job: what its session received before it stays.</param>
    /// <returns>Null when everything is wanted.</returns>
    public static MessageFilter? From(string[]? senders, ChatMessageKind[]? kinds, bool excludeOwn, PSObject? after) =>
        senders is null && kinds is null && !excludeOwn && after is null
            ? null
            : new MessageFilter(NameFilter.From(senders), kinds, excludeOwn, after);

    public bool Matches(ChatMessage message) =>
        (_kinds is null || Array.IndexOf(_kinds, message.Kind) >= 0)
        && !(_excludeOwn && message.IsOwn)
        && (message.Sequence > _after || message.SessionKey != _session)
        && _from.Matches(message.Sender);
}
