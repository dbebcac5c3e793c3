using System.Collections.Generic;
using System.Management.Automation;
using ChatPS.Protocol;
using ChatPS.Text;

namespace ChatPS.Commands;

/// <summary>Get-ChatUser: asks the server who is logged in.</summary>
[Cmdlet(VerbsCommon.Get, "ChatUser")]
[OutputType(typeof(ChatUser))]
public sealed class GetChatUserCommand : ChatSessionCmdlet
{
    /// <summary>Only users with these names; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserNameCompleter))]
    public string[]? Name { get; set; }

    // Here nothing else comes down the pipeline; where texts do, trying each as a session first would cost time.
    /// <inheritdoc/>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SessionKey")]
    [ValidateNotNull]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public override ChatSession? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryGetSession(out ChatSession session))
            return;
        var wanted = NameFilter.From(Name);
        IReadOnlyList<string> names = [];
        if (!TryRun(session, () => names = session.ListUsers(Call()), session))
            return;
        foreach (string exact in names)
        {
            string name = TerminalText.MakeSafe(exact);
            if (wanted.Matches(name))
                WriteObject(new ChatUser(name, UserNameRules.Same(exact, session.UserName), session));
        }
    }
}
