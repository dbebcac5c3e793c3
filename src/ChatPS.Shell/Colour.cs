using System.Management.Automation;

namespace ChatPS.Shell;

/// <summary>Text with its colour; who writes it takes the colour away again where it is not wanted.</summary>
internal static class Colour
{
    public static string Red(string text) => $"{PSStyle.Instance.Formatting.Error}{text}{PSStyle.Instance.Reset}";

    public static string Yellow(string text) => $"{PSStyle.Instance.Formatting.Warning}{text}{PSStyle.Instance.Reset}";

    public static string Of(ConsoleColor foreground, ConsoleColor background, string text) =>
        $"{Start(foreground, PSStyle.MapForegroundColorToEscapeSequence)}{Start(background, PSStyle.MapBackgroundColorToEscapeSequence)}{text}{PSStyle.Instance.Reset}";

    /// <summary>The terminal's own colour has no name: .NET calls it -1.</summary>
    private static string Start(ConsoleColor colour, Func<ConsoleColor, string> sequence) =>
        Enum.IsDefined(colour) ? sequence(colour) : "";
}
