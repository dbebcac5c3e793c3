using System.Collections.Generic;
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

    /// <summary>Encrypts the connection, as each of the next two does.</summary>
    public bool UseSsl { get; set; }

    /// <summary>SHA-256 fingerprints, in capitals, one of which the certificate must have; when empty, the rules of the system decide.</summary>
    public IReadOnlyCollection<string> CertificatePins { get; set; } = [];

    /// <summary>Takes any certificate: whoever is in between reads all.</summary>
    public bool SkipsCertificateCheck { get; set; }

    public bool IsEncrypted => UseSsl || SkipsCertificateCheck || CertificatePins.Count > 0;

    public Regex? MessagePattern { get; set; }

    public Regex? WhisperPattern { get; set; }

    /// <summary>What is needed to log in again after a break; null where a break is the end.</summary>
    public ReconnectOptions? Reconnect { get; set; }

    public NetworkEnvironment Network { get; set; } = NetworkEnvironment.System;
}
