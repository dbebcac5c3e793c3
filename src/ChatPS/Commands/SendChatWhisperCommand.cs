using System.Management.Automation;
using ChatPS.Text;

namespace ChatPS.Commands;

/// <summary>Send-ChatWhisper: sends texts to one user, and waits for the server's answer to each part.</summary>
[Cmdlet(VerbsCommunications.Send, "ChatWhisper", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(ChatMessage))]
public sealed class SendChatWhisperCommand : ChatSessionCmdlet
{
    /// <summary>Who receives it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Sender")]
    [ArgumentCompleter(typeof(UserNameCompleter))]
    public string UserName { get; set; } = "";

    /// <summary>The texts. A line break starts a new whisper, and what is longer than a frame goes in parts.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [AllowNull]
    [StringArrayTransformation]
    public string?[]? Message { get; set; }

    /// <summary>Returns what was whispered once the server has confirmed it.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryGetSession(out ChatSession session, UserName))
            return;
        foreach (string? text in Message ?? [null])
        {
            ThrowIfStopped();
            TryRun(UserName, () => SendText(session, text ?? ""), session);
        }
    }

    private void SendText(ChatSession session, string text)
    {
        foreach (string part in session.SplitWhisper(UserName, text))
        {
            if (NeedsShouldProcess && !ShouldProcess(session.ToString(), Describe(part)))
                continue;
            ChatMessage said = session.Whisper(UserName, part, Call());
            if (PassThru)
                WriteObject(said);
        }
    }

    private string Describe(string part) => $"Whisper {SizeOf(part)} to {UserName}: {TerminalText.MakeSafe(part)}";
}
