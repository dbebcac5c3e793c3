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

    /// <summary>The sessions to read, one after the other: sessions, their numbers or keys.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public ChatSession[]? Session { get; set; }

    /// <summary>Waits for further messages instead of ending with what is there.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Ends after this many messages; no limit when left out.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>Waits as with -Wait, and ends, without an error, after so many seconds in all.</summary>
    [Parameter]
    [ValidateRange(0.001, MaxTimeoutSec)]
    public double? TimeoutSec { get; set; }

    /// <summary>Waits as with -Wait, and ends, without an error, when for so many seconds no message matched.</summary>
    [Parameter]
    [ValidateRange(0.001, MaxTimeoutSec)]
    public double? IdleTimeoutSec { get; set; }

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

    /// <summary>Leaves what this session said itself unread.</summary>
    [Parameter]
    public SwitchParameter ExcludeOwn { get; set; }

    /// <summary>Only messages that came after this one, which may be from a file or a job.</summary>
    [Parameter]
    [ValidateNotNull]
    public PSObject? After { get; set; }

    private int Limit => First ?? int.MaxValue;

    private bool Waits => Wait || TimeoutSec is not null || IdleTimeoutSec is not null;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        SessionTable sessions = RunspaceState.Current.Sessions;
        if (Session is null && (sessions.ConnectFailure is not null || sessions.Readable is null))
        {
            TryGetDefault(out _);
            return;
        }

        foreach (ChatSession session in Session ?? [sessions.Readable!])
        {
            _written = 0;
            TryRun(session, () => Receive(session), session);
        }
    }

    private void Receive(ChatSession session)
    {
        CallOptions call = Call(0);
        using InboxReader inbox = session.OpenInbox(MessageFilter.From(From, Kind, ExcludeOwn, After), holdsServer: true);

        // Written as it is read, so that a long backlog is never in memory as a whole.
        int reads = 0;
        do
            WriteUnread(inbox);
        while (_written < Limit && !call.Token.IsCancellationRequested
            && reads++ < ClientLimits.ReadsAtAStretch && session.ReadAvailable(call.Trace, buffers: 1));
        call.Token.ThrowIfCancellationRequested();
        if (Waits)
            WaitForMore(session, inbox, call);
        else if (_written < Limit && (_written == 0 || session.State == ChatSessionState.Broken))
            session.ThrowIfEnded();
    }

    private void WaitForMore(ChatSession session, InboxReader inbox, in CallOptions call)
    {
        Deadline end = DeadlineOf(session, TimeoutSec);
        Deadline idle = DeadlineOf(session, IdleTimeoutSec);
        while (_written < Limit && !end.HasPassed && !idle.HasPassed)
        {
            session.ThrowIfEnded();
            call.Token.ThrowIfCancellationRequested();
            if (inbox.IsBlocked)
                throw new ChatException(ChatFailure.InboxFull, $"The inbox holds {session.UnreadCount} messages, and none of them is wanted here: receive the others first.");
            session.WaitAndRead(Deadline.Earlier(end, idle), call.Trace);
            if (WriteUnread(inbox))
                idle = DeadlineOf(session, IdleTimeoutSec);
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
            Write(message, inbox);
        }

        return _written > before;
    }

    // Ctrl+C while it is written: nobody has received it.
    private void Write(ChatMessage message, InboxReader inbox)
    {
        try
        {
            WriteObject(message);
        }
        catch (PipelineStoppedException) when (StopToken.IsCancellationRequested)
        {
            inbox.PutBack(message);
            throw;
        }
    }

    private static Deadline DeadlineOf(ChatSession session, double? seconds) =>
        seconds is { } given ? Deadline.After(TimeSpan.FromSeconds(given), session.Clock) : Deadline.Never;
}
