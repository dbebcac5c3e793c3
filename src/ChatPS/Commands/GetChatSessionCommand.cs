using System.Linq;
using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>Get-ChatSession: the sessions of this runspace, each looked at so that a dead link does not look alive.</summary>
[Cmdlet(VerbsCommon.Get, "ChatSession")]
[OutputType(typeof(ChatSession))]
public sealed class GetChatSessionCommand : ChatCmdlet
{
    /// <summary>Only sessions with these numbers.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SessionIdCompleter))]
    public int[]? Id { get; set; }

    /// <summary>Only sessions at these hosts; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SessionHostCompleter))]
    public string[]? ComputerName { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var hosts = NameFilter.From(ComputerName);
        foreach (ChatSession session in RunspaceState.Current.Sessions.List())
        {
            if (hosts.Matches(session.ComputerName) && Id?.Contains(session.Id) != false)
            {
                session.ReadAvailable();
                WriteObject(session);
            }
        }
    }
}
