using System;
using System.Management.Automation;
using ChatPS.Client;

namespace ChatPS.Commands;

/// <summary>Receive-ChatMessage: returns what has arrived, or with -Wait each message as soon as it arrives.</summary>
[Cmdlet(VerbsCommunications.Receive, "ChatMessage")]
[OutputType(typeof(ChatMessage))]
public sealed class ReceiveChatMessageCommand : ChatCmdlet
{
    private long _written;

    /// <summary>The session to read; left out, the newest open one, or else the newest that ended with messages unread.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public ChatSession? Session { get; set; }

    /// <summary>Waits for further messages instead of ending with what is there.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Ends after this many messages; no limit when left out.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>Waits as with -Wait, and ends, without an error, when for so many seconds no message matched.</summary>
    [Parameter]
    [ValidateRange(0.001, MaxTimeoutSec)]
    public double? TimeoutSec { get; set; }

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

    private int Limit => First ?? int.MaxValue;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ChatSession session = RequireSession(Session ?? RunspaceState.Current.Sessions.NewestReadable());
        MessageFilter? filter = MessageFilter.From(From, Kind);
        _written = 0;
        Run(session, () => Receive(session, session.OpenInbox(filter), Call(0)));
    }

    private void Receive(ChatSession session, InboxReader inbox, in CallOptions call)
    {
        // Written as it is read, so that a long backlog is never in memory as a whole. A full inbox in which nothing is wanted stays full.
        int reads = 0;
        do
            WriteUnread(inbox);
        while (_written < Limit && !call.Token.IsCancellationRequested
            && reads++ < ClientLimits.ReadsAtAStretch && session.ReadAvailable(call.Trace, buffers: 1));
        call.Token.ThrowIfCancellationRequested();
        if (Wait || TimeoutSec is not null)
            WaitForMore(session, inbox, call);
        else if (_written < Limit && (_written == 0 || session.State == ChatSessionState.Broken))
            session.ThrowIfEnded();
    }

    private void WaitForMore(ChatSession session, InboxReader inbox, in CallOptions call)
    {
        Deadline deadline = NewDeadline();
        while (_written < Limit && !deadline.HasPassed)
        {
            session.ThrowIfEnded();
            call.Token.ThrowIfCancellationRequested();
            session.WaitAndRead(deadline, call.Trace);
            if (WriteUnread(inbox))
                deadline = NewDeadline();
            WriteTrace();
        }
    }

    // One at a time: what the pipeline behind us does not take, as Select-Object -First does not, stays unread.
    private bool WriteUnread(InboxReader inbox)
    {
        long before = _written;
        while (_written < Limit && !StopToken.IsCancellationRequested && inbox.Take() is { } message)
        {
            _written++;
            WriteObject(message);
        }

        return _written > before;
    }

    private Deadline NewDeadline() => TimeoutSec is { } seconds ? Deadline.After(TimeSpan.FromSeconds(seconds)) : Deadline.Never;
}
