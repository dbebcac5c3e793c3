using System.Management.Automation;
using ChatPS.Client;
using ChatPS.Text;

namespace ChatPS.Commands;

/// <summary>Send-ChatMessage: sends texts to everybody, in parts that fit a frame.</summary>
[Cmdlet(VerbsCommunications.Send, "ChatMessage", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(ChatMessage))]
public sealed class SendChatMessageCommand : ChatSessionCmdlet
{
    private ChatSession? _session;
    private ProgressReporter? _work;
    private long _sent;

    /// <summary>The texts. A line break starts a new message, and what is longer than a frame goes in parts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    [StringArrayTransformation]
    public string?[]? Message { get; set; }

    /// <summary>Waits for the server's echo of each part and returns it: proof that the server has it.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Milliseconds to wait between two parts, for servers that limit how fast one may talk; none when left out.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int ThrottleMs { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _work = new ProgressReporter(this, "Sending messages", () => $"{_sent} sent");
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ChatSession session = RequireSession();
        if (session != _session)
            Flush();
        _session = session;
        foreach (string? text in Message ?? [null])
            TryRun(text ?? "", () => SendText(session, text ?? ""));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Flush();
        _work?.End();
    }

    private void SendText(ChatSession session, string text)
    {
        foreach (string part in session.SplitMessage(text))
        {
            if (NeedsShouldProcess && !ShouldProcess(session.ToString(), Describe(part)))
                continue;
            Throttle(session);
            CallOptions call = Call().WithProgress(_work!.Waiting);
            if (PassThru)
                WriteObject(session.SayAndAwait(part, call));
            else
                session.Say(part, call);
            _sent++;
            _work.GoOn();
        }
    }

    // What was said is gathered on its way out: the pipeline does not end before it is sent.
    private void Flush()
    {
        if (_session is { State: ChatSessionState.Opened } session)
            TryRun(session, () => session.Flush(Call()));
    }

    private void Throttle(ChatSession session)
    {
        if (_sent == 0 || ThrottleMs == 0)
            return;
        session.Flush(Call());
        if (StopToken.WaitHandle.WaitOne(ThrottleMs))
            throw new PipelineStoppedException();
    }

    private static string Describe(string part) => $"Send message of {SizeOf(part)}: {TerminalText.MakeSafe(part)}";
}
