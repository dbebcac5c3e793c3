using System.Text.RegularExpressions;

namespace ChatPS.Client;

/// <summary>Where to connect, as whom, and how the server there writes its messages.</summary>
internal sealed class ConnectOptions
{
    public ConnectOptions(string computerName, int port, string? userName)
    {
        ComputerName = HostName.WithoutBrackets(computerName);
        Port = port;
        UserName = userName ?? "";
    }

    /// <summary>A name or an address; IPv6 without brackets, whichever way it was written.</summary>
    public string ComputerName { get; }

    public int Port { get; }

    public string UserName { get; }

    public Regex? MessagePattern { get; set; }

    public Regex? WhisperPattern { get; set; }

    public NetworkEnvironment Network { get; set; } = NetworkEnvironment.System;
}
