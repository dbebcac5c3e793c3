using System.Management.Automation;
using System.Text;
using ChatPS.Client;

namespace ChatPS.Commands;

/// <summary>A cmdlet that works on one session: that of -Session, or else the default session of the runspace.</summary>
public abstract class ChatSessionCmdlet : ChatCmdlet
{
    private ChatSession? _default;

    // Not by value from the pipeline: texts come down there, and PowerShell would look each over for a session.

    /// <summary>The session to use: a session, its number or its key.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("SessionKey")]
    [ValidateNotNull]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public virtual ChatSession? Session { get; set; }

    /// <summary>Seconds for the whole call, sending and the server's answer; 15 when left out.</summary>
    [Parameter]
    [ValidateRange(0.001, MaxTimeoutSec)]
    public double TimeoutSec { get; set; } = DefaultTimeoutSec;

    private protected CallOptions Call() => Call(TimeoutSec);

    /// <summary>What a part takes on the wire, in words.</summary>
    internal static string SizeOf(string part) => Encoding.UTF8.GetByteCount(part) is not 1 and var count ? $"{count} bytes" : "1 byte";

    /// <summary>The session of -Session, or the one that was the default when the pipeline began.</summary>
    /// <param name="session">The session.</param>
    /// <param name="target">What was to be done in it, for the error.</param>
    /// <returns>False, with the error written, when there is none.</returns>
    private protected bool TryGetSession(out ChatSession session, object? target = null)
    {
        session = (Session ?? _default)!;
        if (session is not null)
            return true;
        bool found = TryGetDefault(out session, target);
        _default = session;
        return found;
    }
}
