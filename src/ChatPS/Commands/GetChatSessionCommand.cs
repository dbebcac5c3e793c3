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
        ChatSession[] sessions = [.. RunspaceState.Current.Sessions.List().Where(session => hosts.Matches(session.ComputerName))];
        foreach (int id in Id?.Where(id => !sessions.Any(session => session.Id == id)) ?? [])
            WriteError(ChatErrors.From(new ChatException(ChatFailure.NoSession, $"There is no chat session with the number {id} in this runspace."), id));
        foreach (ChatSession session in sessions.Where(session => Id?.Contains(session.Id) != false))
        {
            session.Refresh();
            WriteObject(session);
        }
    }
}
