using System;
using System.Management.Automation;
using ChatPS.Client;

namespace ChatPS.Commands;

/// <summary>Receive-ChatMessage: returns what has arrived, or with -Wait each message as soon as it arrives.</summary>
[Cmdlet(VerbsCommunications.Receive, "ChatMessage")]
[OutputType(typeof(ChatMessage))]
public sealed class ReceiveChatMessageCommand : ChatCmdlet
{
    private long _seen;
    private long _given;

    /// <summary>The session to read; left out, the newest open one, or else the newest that ended with messages unread.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public ChatSession? Session { get; set; }

    /// <summary>Waits for further messages instead of ending with what is there.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Ends after this many messages.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <summary>Waits as with -Wait, and ends, without an error, when for so many seconds no message matched.</summary>
    [Parameter]
    [ValidateRange(0.001, MaxTimeoutSec)]
    public double TimeoutSec { get; set; }

    /// <summary>Only messages of these senders; wildcards are allowed. The others stay unread.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserNameCompleter))]
    public string[]? From { get; set; }

    /// <summary>Only messages of these kinds. The others stay unread.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ChatMessageKind[]? Kind { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ChatSession session = RequireSession(Session ?? RunspaceState.Current.Sessions.NewestReadable());
        MessageFilter? filter = MessageFilter.From(From, Kind);
        _seen = 0;
        _given = 0;
        Run(session, () => Receive(session.Link, filter, Call(0)));
    }

    private void Receive(ChatConnection link, MessageFilter? filter, in CallOptions call)
    {
        // Given as it is read, so that a long backlog is never in memory as a whole. A full inbox in which nothing is wanted stays full.
        int reads = 0;
        do
            GiveUnread(link, filter);
        while (_given < First && !call.Token.IsCancellationRequested && reads++ < ChatConnection.MostReads && link.ReadOnce(call.Trace));
        call.Token.ThrowIfCancellationRequested();
        if (Wait || TimeoutSec > 0)
            WaitForMore(link, filter, call);
        else if (_given < First && (_given == 0 || link.End.State == ChatSessionState.Broken))
            link.End.ThrowIfSet();
    }

    private void WaitForMore(ChatConnection link, MessageFilter? filter, in CallOptions call)
    {
        Deadline deadline = NewDeadline();
        while (_given < First && !deadline.HasPassed)
        {
            link.End.ThrowIfSet();
            call.Token.ThrowIfCancellationRequested();
            link.Pump(deadline, call.Trace);
            if (GiveUnread(link, filter))
                deadline = NewDeadline();
            WriteTrace();
        }
    }

    // One at a time: what the pipeline behind us does not take, as Select-Object -First does not, stays unread.
    private bool GiveUnread(ChatConnection link, MessageFilter? filter)
    {
        long before = _given;
        while (_given < First && !StopToken.IsCancellationRequested && link.Take(filter, ref _seen) is { } message)
        {
            _given++;
            WriteObject(message);
        }

        return _given > before;
    }

    private Deadline NewDeadline() => TimeoutSec > 0 ? Deadline.After(TimeSpan.FromSeconds(TimeoutSec)) : Deadline.Never;
}
