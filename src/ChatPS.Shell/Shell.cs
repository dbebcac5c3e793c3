namespace ChatPS.Shell;

/// <summary>One run of this program, from the import of the module to the exit code.</summary>
internal static class Shell
{
    public static int Run(CommandLine line)
    {
        using Utf8Console utf8 = new();
        RunningCommand running = new();
        // Ctrl+C ends what runs, not this program; Ctrl+\ (Ctrl+Break) stays the way out when what runs does not obey.
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = press.SpecialKey == ConsoleSpecialKey.ControlC;
            running.Stop();
        };
        Terminal.HonourNoColor();
        using Engine engine = new(running);
        if (Import(engine) is not ExitCode.Success and var failure)
            return failure;
        int code = line.Script is { } script ? engine.RunScript(script, line.Arguments)
            : line.Command is { } command ? engine.RunText(command)
            : new PromptLoop(engine).Run();
        return engine.ExitRequest ?? code;
    }

    private static int Import(Engine engine)
    {
        try
        {
            int code = engine.ImportModule();
            if (code != ExitCode.Success)
                engine.UI.WriteErrorLine("ChatPS could not be imported. Has it been built?");
            return code;
        }
        catch (FileNotFoundException e)
        {
            engine.UI.WriteErrorLine($"ChatPS could not be imported: {e.Message}");
            return ExitCode.Failure;
        }
    }
}
