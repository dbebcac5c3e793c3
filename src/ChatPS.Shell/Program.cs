using ChatPS.Shell;

// A prompt for a chat reports nothing to anybody: the engine would send usage data. It reads this once, when it loads.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

return CommandLine.Parse(args, out string? problem) is { } line ? Shell.Run(line) : Refuse(problem);

static int Refuse(string? problem)
{
    if (problem is null)
        Console.Out.WriteLine(CommandLine.Usage);
    else
        Console.Error.WriteLine($"{problem}\n\n{CommandLine.Usage}");
    return problem is null ? ExitCode.Success : ExitCode.Usage;
}
