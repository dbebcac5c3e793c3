using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>Get-ChatClient: who is connected to a server of this runspace.</summary>
[Cmdlet(VerbsCommon.Get, "ChatClient")]
[OutputType(typeof(ChatClient))]
public sealed class GetChatClientCommand : ChatServerCmdlet
{
    /// <summary>Only clients that are logged in under these names; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClientNameCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        NameFilter names = NameFilter.From(Name);
        foreach (ChatServer server in GetServers())
        {
            TryRun(server, () =>
            {
                foreach (ChatClient client in server.Run(control => control.GetClients(server), StopToken))
                {
                    if (names.Matches(client.Name))
                        WriteObject(client);
                }
            });
        }
    }
}
