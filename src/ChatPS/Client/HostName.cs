using System;
using System.Linq;
using System.Net;

namespace ChatPS.Client;

/// <summary>How a host is written: a DNS name, or an address, which for IPv6 may stand in brackets.</summary>
internal static class HostName
{
    // What DNS allows for a whole name.
    private const int MaxLength = 253;

    /// <summary>True for what can be looked up or connected to; says nothing of whether such a host exists.</summary>
    public static bool IsValid(string host)
    {
        string bare = WithoutBrackets(host);
        if (bare.Length != host.Length || bare.Contains(":"))
            return bare.Contains(":") && bare[0] != '[' && IPAddress.TryParse(bare, out _);
        string[] labels = (bare.EndsWith(".", StringComparison.Ordinal) ? bare.Substring(0, bare.Length - 1) : bare).Split('.');
        return bare.Length <= MaxLength && labels.All(IsLabel);
    }

    /// <summary><c>::1</c> for <c>[::1]</c>, as sockets want it.</summary>
    public static string WithoutBrackets(string host) =>
        host.Length > 2 && host[0] == '[' && host[host.Length - 1] == ']' ? host.Substring(1, host.Length - 2) : host;

    /// <summary>Host and port as one text: an IPv6 address in brackets, so that its last colon is not taken for the port's.</summary>
    public static string WithPort(string host, int port) => host.Contains(":") ? $"[{host}]:{port}" : $"{host}:{port}";

    // Underscores are not allowed in host names, but there are such hosts.
    private static bool IsLabel(string label) => label.Length > 0 && label[0] != '-' && label.All(static c => char.IsLetterOrDigit(c) || c is '-' or '_');
}
