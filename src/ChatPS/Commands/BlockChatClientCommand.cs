using System;
using System.Management.Automation;
using System.Net;

namespace ChatPS.Commands;

/// <summary>Block-ChatClient: bans names or addresses from a server, and closes the connections that they have.</summary>
[Cmdlet(VerbsSecurity.Block, "ChatClient", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
public sealed class BlockChatClientCommand : ChatServerCmdlet
{
    private const string NameSet = "Name";
    private const string AddressSet = "Address";
    private const string Action = "Block chat client";
    internal const double MostMinutes = 525_600;

    /// <summary>The user names that may not log in.</summary>
    [Parameter(ParameterSetName = NameSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClientNameCompleter))]
    public string[] Name { get; set; } = null!;

    /// <summary>The addresses that may not connect.</summary>
    [Parameter(ParameterSetName = AddressSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClientAddressCompleter))]
    public IPAddress[] Address { get; set; } = null!;

    /// <summary>For how long; as long as the server runs when left out.</summary>
    [Parameter]
    [ValidateRange(0.001, MostMinutes)]
    public double? Minutes { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        TimeSpan? time = Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null;
        if (ParameterSetName == AddressSet)
            ForEachTarget(Address, Action, (server, address) => server.Ban(address.ToString(), time, StopToken));
        else
            ForEachTarget(Name, Action, (server, name) => server.Ban(name, time, StopToken));
    }
}
