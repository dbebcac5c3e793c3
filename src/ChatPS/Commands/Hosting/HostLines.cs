using System;
using System.Management.Automation.Host;
using ChatPS.Interactive;

namespace ChatPS.Commands;

/// <summary>The lines that a host reads where no row can be drawn anew.</summary>
internal static class HostLines
{
    // The process has one standard input, and a read that was left waiting on it belongs to the next session.
    private static readonly LineSource s_standardInput = new(Console.In.ReadLine);

    /// <summary>
    /// The keys where there are some. Else standard input where the host is the process's console: its own ReadLine would echo
    /// what it reads. Elsewhere the host's lines; that a host has none shows when the first is read.
    /// </summary>
    public static ILineSource Of(PSHost host)
    {
        if (HostCapabilities.HasKeys(host))
            return new TypedLines(host.UI, HostCapabilities.Keys(host));
        if (HostCapabilities.Is(host))
            return s_standardInput;
        bool hasLines = false;
        return new LineSource(() => Read(host, ref hasLines));
    }

    // Where lines were read, one that cannot be is the end of them.
    private static string? Read(PSHost host, ref bool hasLines)
    {
        try
        {
            string? line = host.UI.ReadLine();
            hasLines = true;
            return line;
        }
        catch (Exception e) when (HostCapabilities.IsMissing(e))
        {
            if (hasLines)
                return null;
            throw new ChatException(
                ChatFailure.HostNotInteractive,
                "This host has neither keys nor lines to read from. To follow the chat use Receive-ChatMessage -Wait, to say something Send-ChatMessage.",
                e);
        }
    }
}
