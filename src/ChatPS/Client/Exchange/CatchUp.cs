using System;
using System.Collections.Generic;

namespace ChatPS.Client;

/// <summary>
/// What comes behind a break on its way to the inbox: nothing before the login is done, for the login may still fail; and no history
/// that was heard before. The connection's lock guards it.
/// </summary>
/// <param name="inbox">Where it goes.</param>
/// <param name="known">What was heard before.</param>
internal sealed class CatchUp(Inbox inbox, KnownHistory known)
{
    private List<ChatMessage>? _early = [];

    /// <summary>A refusal that came before the login was sent, as of a server that is full; null when there was none.</summary>
    public string? Refusal => _early?.Find(static message => message.Kind == ChatMessageKind.Refusal)?.Text;

    public void Add(ChatMessage message)
    {
        if (_early is not null)
            _early.Add(message);
        else if (message.Kind != ChatMessageKind.History || !known.Contains(message))
            inbox.Add(message);
    }

    /// <summary>The login is done.</summary>
    public void Release()
    {
        List<ChatMessage> early = _early!;
        _early = null;
        early.ForEach(Add);
    }
}
