using System;
using System.Management.Automation;
using System.Net;
using ChatPS.Protocol;
using ChatPS.Server;
using ChatPS.Text;

namespace ChatPS.Commands;

/// <summary>Disconnect-ChatClient: closes the connections of clients, and tells them why.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "ChatClient", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
public sealed class DisconnectChatClientCommand : ChatServerCmdlet
{
    private const string NameSet = "Name";
    private const string AddressSet = "Address";
    private const string IdSet = "Id";
    private const string Action = "Disconnect chat client";

    /// <summary>The users to disconnect.</summary>
    [Parameter(ParameterSetName = NameSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClientNameCompleter))]
    public string[] Name { get; set; } = null!;

    /// <summary>The addresses whose connections are closed.</summary>
    [Parameter(ParameterSetName = AddressSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClientAddressCompleter))]
    public IPAddress[] Address { get; set; } = null!;

    /// <summary>The numbers of the connections, as Get-ChatClient has them.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public long[] Id { get; set; } = null!;

    /// <summary>What they are told.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Reason { get; set; } = ServerText.ByOperator;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == AddressSet)
            ForEachTarget(Address, Action, (server, address) => Disconnect(server, peer => peer.Gate.Address.Address.Equals(address)));
        else if (ParameterSetName == IdSet)
            ForEachTarget(Id, Action, (server, id) => Disconnect(server, peer => peer.Id == id));
        else
            ForEachTarget(Name, Action, (server, name) => Disconnect(server, peer => peer.IsInside && UserNameRules.Same(peer.Name, name)));
    }

    private bool Disconnect(ChatServer server, Predicate<Peer> isMeant) =>
        server.Run(control => control.Disconnect(isMeant, TerminalText.MakeSafe(Reason)), StopToken) > 0;
}
