using System;
using System.Threading.Tasks;

namespace ChatPS.Tests.Shell;

/// <summary>Ctrl+C, sent as the signal that a terminal would send; Windows has no way to send it to one process alone.</summary>
public class ShellStopTests
{
    public static bool HasSignals => !OperatingSystem.IsWindows();

    [Fact(SkipUnless = nameof(HasSignals), Skip = "No signals here.")]
    public async Task It_stops_a_script()
    {
        using ScriptFile script = new("try { 'running'; while ($true) { } } finally { 'cleaned' } 'not reached'");
        using ShellProcess shell = ShellProcess.Start(script.Path);
        Assert.Equal("running", await shell.ReadLine());
        shell.Interrupt();
        ShellResult result = await shell.End();
        Assert.Equal(130, result.ExitCode);
        Assert.DoesNotContain("not reached", result.Output);
    }

    [Fact(SkipUnless = nameof(HasSignals), Skip = "No signals here.")]
    public async Task It_stops_the_command_and_not_the_prompt()
    {
        using ShellProcess shell = ShellProcess.Start();
        for (int i = 0; i < 2; i++)
        {
            await shell.Type($"'running {i}'; while ($true) {{ }}\n");
            Assert.Equal($"running {i}", await shell.ReadLine());
            shell.Interrupt();
            await shell.Type("'still here'\n");
            Assert.Equal("still here", await shell.ReadLine());
        }

        Assert.Equal(0, (await shell.End()).ExitCode);
    }
}
