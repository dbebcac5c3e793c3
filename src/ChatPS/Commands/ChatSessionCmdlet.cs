using System.Management.Automation;
using System.Text;
using ChatPS.Client;

namespace ChatPS.Commands;

/// <summary>A cmdlet that works on one session: that of -Session, or else the newest open one of the runspace.</summary>
public abstract class ChatSessionCmdlet : ChatCmdlet
{
    private ChatSession? _default;

    // Not from the pipeline: texts come down there, and PowerShell would look each over for a session.

    /// <summary>The session to use.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public virtual ChatSession? Session { get; set; }

    /// <summary>Seconds for sending one part, and again for the server's answer to it; 15 when left out.</summary>
    [Parameter]
    [ValidateRange(0.001, MaxTimeoutSec)]
    public double TimeoutSec { get; set; } = DefaultTimeoutSec;

    private protected CallOptions Call() => Call(TimeoutSec);

    /// <summary>What a part takes on the wire, in words.</summary>
    private protected static string SizeOf(string part) => Encoding.UTF8.GetByteCount(part) is not 1 and var count ? $"{count} bytes" : "1 byte";

    /// <summary>The session of -Session, or the one that was newest and open when the pipeline began. Without one the pipeline ends.</summary>
    private protected ChatSession RequireSession() =>
        Session ?? (_default ??= RequireSession(RunspaceState.Current.Sessions.NewestOpen()));
}
