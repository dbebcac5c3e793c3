namespace ChatPS.Shell;

/// <summary>What to run: a script with its arguments, a command, or (neither) the prompt.</summary>
internal sealed record CommandLine(string? Script, string? Command, IReadOnlyList<string> Arguments)
{
    public const string Usage = """
        usage: ChatPS.Shell                          a prompt
               ChatPS.Shell FILE.ps1 [ARGUMENT ...]  run a script
               ChatPS.Shell -Command TEXT            run a command
        """;

    /// <summary>Null when there is nothing to run: help was asked for, or there is a problem.</summary>
    public static CommandLine? Parse(string[] args, out string? problem)
    {
        problem = null;
        return args switch
        {
            [] => new CommandLine(null, null, []),
            ["-?" or "-h" or "--help" or "-Help", ..] => null,
            [var option, .. var words] when Is(option, "-Command", "-c") => ForCommand(words, out problem),
            [var option, var file, .. var rest] when Is(option, "-File", "-f") => ForScript(file, rest, out problem),
            [var file, .. var rest] => ForScript(file, rest, out problem),
        };
    }

    private static bool Is(string option, string name, string shortName) =>
        option.Equals(name, StringComparison.OrdinalIgnoreCase) || option.Equals(shortName, StringComparison.OrdinalIgnoreCase);

    private static CommandLine? ForCommand(string[] words, out string? problem)
    {
        problem = words.Length > 0 ? null : "-Command wants the text of a command.";
        return problem is null ? new CommandLine(null, string.Join(' ', words), []) : null;
    }

    private static CommandLine? ForScript(string file, string[] arguments, out string? problem)
    {
        problem =
            file.StartsWith('-') ? $"There is no option '{file}'."
            : !file.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) ? $"A script's name ends in .ps1; '{file}' does not."
            : !File.Exists(file) ? $"There is no script '{file}'."
            : null;
        return problem is null ? new CommandLine(Path.GetFullPath(file), null, arguments) : null;
    }
}
