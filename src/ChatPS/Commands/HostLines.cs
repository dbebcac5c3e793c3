using System;
using System.Management.Automation.Host;
using ChatPS.Interactive;

namespace ChatPS.Commands;

/// <summary>The lines that a host reads when it has no keys.</summary>
internal static class HostLines
{
    // The process has one standard input, and a read that was left waiting on it belongs to the next session.
    private static readonly ReaderLineSource s_standardInput = new(Console.In.ReadLine);

    /// <summary>
    /// Standard input where the host is the process's console: its own ReadLine would echo what it reads. Elsewhere the host's lines;
    /// a host that has none throws when the first is read.
    /// </summary>
    public static ILineSource Of(PSHost host) =>
        ConsoleHosts.Is(host) ? s_standardInput : new ReaderLineSource(host.UI.ReadLine);
}
