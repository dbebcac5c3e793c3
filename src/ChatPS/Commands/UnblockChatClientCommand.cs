using System.Management.Automation;
using System.Net;

namespace ChatPS.Commands;

/// <summary>Unblock-ChatClient: names or addresses that were banned may come again.</summary>
[Cmdlet(VerbsSecurity.Unblock, "ChatClient", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
public sealed class UnblockChatClientCommand : ChatServerCmdlet
{
    private const string NameSet = "Name";
    private const string AddressSet = "Address";
    private const string Action = "Unblock chat client";

    /// <summary>The user names.</summary>
    [Parameter(ParameterSetName = NameSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BanCompleter))]
    public string[] Name { get; set; } = null!;

    /// <summary>The addresses.</summary>
    [Parameter(ParameterSetName = AddressSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BanCompleter))]
    public IPAddress[] Address { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == AddressSet)
            ForEachTarget(Address, Action, (server, address) => server.Run(control => control.Unban(address.ToString()), StopToken));
        else
            ForEachTarget(Name, Action, (server, name) => server.Run(control => control.Unban(name), StopToken));
    }
}
