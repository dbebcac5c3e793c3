using System.Management.Automation;

namespace ChatPS.Shell;

/// <summary>What stands at the other ends of the three standard streams, and what may be written there.</summary>
internal static class Terminal
{
    /// <summary>
    /// Does the terminal obey escape sequences? One that is called dumb does not, nor on Unix one that has no name; Windows'
    /// console does where it takes the mode for it.
    /// </summary>
    public static bool ObeysEscapes { get; } = Environment.GetEnvironmentVariable("TERM") switch
    {
        "dumb" => false,
        null or "" => OperatingSystem.IsWindows() && WindowsConsole.TryObeyEscapes(),
        _ => !OperatingSystem.IsWindows() || WindowsConsole.TryObeyEscapes(),
    };

    /// <summary>A line can be edited key by key: somebody types, and sees it.</summary>
    public static bool CanEditLines => !Console.IsInputRedirected && !Console.IsOutputRedirected && ObeysEscapes;

    /// <summary>Questions are for people: where output goes to a file or a pipe they must not be in it.</summary>
    public static TextWriter Questions =>
        Console.IsOutputRedirected || Console.IsInputRedirected ? Console.Error : Console.Out;

    /// <summary>The engine asks its own style, not the environment: https://no-color.org.</summary>
    public static void HonourNoColor()
    {
        if (Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 })
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
    }
}
