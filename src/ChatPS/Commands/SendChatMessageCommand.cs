using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ChatPS.Client;
using ChatPS.Text;

namespace ChatPS.Commands;

/// <summary>
/// Send-ChatMessage: sends texts to everybody, in parts that fit a frame, and ends when the server has sent each back.
/// </summary>
[Cmdlet(VerbsCommunications.Send, "ChatMessage", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(ChatMessage))]
public sealed class SendChatMessageCommand : ChatCmdlet
{
    private readonly List<OutgoingBatch> _batches = [];
    private ChatSession[]? _sessions;
    private ProgressReporter? _work;
    private long _sent;

    /// <summary>The texts. A line break starts a new message, and what is longer than a frame goes in parts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    [StringArrayTransformation]
    public string?[]? Message { get; set; }

    // Not from the pipeline: texts come down there, and PowerShell would look each over for a session.

    /// <summary>The sessions to send in: sessions, their numbers or keys.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public ChatSession[]? Session { get; set; }

    /// <summary>Waits for each text to come back before the next is sent, and returns what came back.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Does not wait for what is sent to come back, as at a server that never sends it back.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>Seconds without progress after which what is not confirmed is an error; 15 when left out.</summary>
    [Parameter]
    [ValidateRange(0.001, MaxTimeoutSec)]
    public double TimeoutSec { get; set; } = DefaultTimeoutSec;

    /// <summary>Milliseconds to wait between two parts, for servers that limit how fast one may talk; none when left out.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int ThrottleMs { get; set; }

    private CallOptions Options => Call(TimeoutSec).WithProgress(_work!.Waiting);

    /// <inheritdoc/>
    protected override void BeginProcessing() => _work = new ProgressReporter(this, "Sending messages", Progress);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _sessions ??= Session ?? (TryGetDefault(out ChatSession session, Message) ? [session] : []);
        foreach (string? text in Message ?? [null])
        {
            foreach (ChatSession target in _sessions)
            {
                ThrowIfStopped();
                SendText(BatchOf(target), text ?? "");
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Report(null);
        _work?.End();
    }

    private protected override void Release() => _batches.ForEach(static batch => batch.Abandon());

    private OutgoingBatch BatchOf(ChatSession session)
    {
        OutgoingBatch? batch = _batches.Find(one => one.Session == session);
        if (batch is null)
            _batches.Add(batch = new OutgoingBatch(session));
        return batch;
    }

    private void SendText(OutgoingBatch batch, string text)
    {
        ChatException? failure = Catch(() =>
        {
            foreach (string part in batch.Session.SplitMessage(text))
                SendPart(batch, part);
        });
        if (failure is not null)
            Report(ChatErrors.From(failure, text, batch.Session));
        else if (batch.MustReport || (batch.HasEnded && StopsOnError))
            Report(null);
    }

    private void SendPart(OutgoingBatch batch, string part)
    {
        ThrowIfStopped();
        if (NeedsShouldProcess && !ShouldProcess(batch.Session.ToString(), $"Send message of {ChatSessionCmdlet.SizeOf(part)}: {TerminalText.MakeSafe(part)}"))
            return;
        Throttle(batch);
        if (batch.HasEnded || !(PassThru || NoWait))
            batch.Say(part, Options);
        else
            SendAlone(batch, part);
        _work!.GoOn();
    }

    // A refusal, or a break behind it, is of this part only; what ends the session, or finds it dead, is collected with all that comes after.
    private void SendAlone(OutgoingBatch batch, string part)
    {
        try
        {
            if (PassThru)
                WriteObject(batch.Session.SayAndAwait(part, Options));
            else
                batch.Session.Say(part, Options);
        }
        catch (ChatException e) when (e.Failure is not (ChatFailure.Refused or ChatFailure.Altered or ChatFailure.InDoubt))
        {
            batch.Fail(part, e);
        }
    }

    private void Throttle(OutgoingBatch batch)
    {
        if (_sent++ == 0 || ThrottleMs == 0 || batch.HasEnded)
            return;
        batch.Session.Flush(Options);
        if (StopToken.WaitHandle.WaitOne(ThrottleMs))
            throw new PipelineStoppedException();
    }

    // Before an error is written, all that is owed is waited for: the error may be the end of the pipeline, and then nobody would.
    private void Report(ErrorRecord? own)
    {
        var errors = new List<ErrorRecord>();
        foreach (OutgoingBatch batch in _batches)
        {
            if (Catch(() => Finish(batch)) is { } failure)
                errors.Add(ChatErrors.From(failure, batch.Session, batch.Session));
            errors.AddRange(batch.TakeErrors());
        }

        if (own is not null)
            errors.Add(own);
        if (errors.Count > 1 && StopsOnError)
            errors = [Merge(errors)];
        foreach (ErrorRecord error in errors)
            WriteError(error);
    }

    private void Finish(OutgoingBatch batch)
    {
        batch.AwaitAll(Options);
        if (NoWait && _sent > 0 && !batch.HasEnded)
            batch.Session.Flush(Options);
    }

    // Where the first error is the last, it holds every text that is not confirmed.
    private static ErrorRecord Merge(List<ErrorRecord> errors)
    {
        string[] texts = [.. errors.Select(static error => error.TargetObject).OfType<string[]>().SelectMany(static texts => texts)];
        ErrorRecord first = errors.Find(static error => error.TargetObject is string[]) ?? errors[0];
        return texts.Length == 0 ? first : new ErrorRecord(first.Exception, first.FullyQualifiedErrorId, first.CategoryInfo.Category, texts);
    }

    private string Progress()
    {
        long said = _batches.Sum(static batch => batch.SaidCount);
        return PassThru || NoWait ? "sending" : $"{_batches.Sum(static batch => batch.ConfirmedCount)} of {said} confirmed";
    }
}
