using System;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Runtime.InteropServices;

namespace ChatPS.Commands;

/// <summary>The hosts whose keys and lines are those of the process's own console.</summary>
internal static class HostCapabilities
{
    public static bool Is(PSHost host) => host.Name is "ConsoleHost" or "ChatPS.Shell";

    /// <summary>Whether keys can be read one by one, and what they do be shown.</summary>
    public static bool HasKeys(PSHost host)
    {
        try
        {
            _ = host.UI.RawUI.KeyAvailable;
            return !Is(host) || !(Console.IsInputRedirected || Console.IsOutputRedirected);
        }
        catch (Exception e) when (IsMissing(e))
        {
            return false;
        }
    }

    /// <summary>Whether a cmdlet may show colours.</summary>
    public static bool UsesColor(PSCmdlet cmdlet, bool noColor) =>
        !noColor
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && !string.Equals(OutputRendering(cmdlet), "PlainText", StringComparison.Ordinal);

    /// <summary>The keys of a host that has some.</summary>
    public static IKeySource Keys(PSHost host) => Is(host) && !RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? new ConsoleKeys()
        : new HostKeys(host.UI.RawUI);

    /// <summary>True for what a host throws that cannot read.</summary>
    public static bool IsMissing(Exception e) =>
        e is InvalidOperationException or NotImplementedException or NotSupportedException or HostException or NullReferenceException;

    // PowerShell 7.2 and later; Windows PowerShell has no such variable.
    private static string? OutputRendering(PSCmdlet cmdlet) => (cmdlet.GetVariableValue("PSStyle") is { } style
        ? PSObject.AsPSObject(style).Properties["OutputRendering"]?.Value
        : null)?.ToString();
}
