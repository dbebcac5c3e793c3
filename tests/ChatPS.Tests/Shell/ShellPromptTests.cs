using System.Threading.Tasks;

namespace ChatPS.Tests.Shell;

public class ShellPromptTests
{
    [Fact]
    public async Task Commands_are_read_whole_and_run_one_after_the_other()
    {
        ShellResult result = await ShellProcess.Run("function f {\n\n  'in f'\n}\nf\n$x = 2\n$x + 3\n");
        Assert.Equal(["in f", "5"], result.Lines);
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task A_command_may_read_the_lines_behind_it()
    {
        ShellResult result = await ShellProcess.Run("$Host.UI.ReadLine()\nfor the command\n'next'\n");
        Assert.Equal(["for the command", "next"], result.Lines);
    }

    [Fact]
    public async Task An_error_does_not_end_the_prompt()
    {
        ShellResult result = await ShellProcess.Run("throw 'out of it'\n)\n'still here'\n");
        Assert.Equal(["still here"], result.Lines);
        Assert.Contains("out of it", result.Errors);
        Assert.Contains("Unexpected token", result.Errors);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Exit_leaves_with_its_code()
    {
        ShellResult result = await ShellProcess.Run("'before'\nexit 4\n'after'\n");
        Assert.Equal(["before"], result.Lines);
        Assert.Equal(4, result.ExitCode);
    }

    [Fact]
    public async Task A_command_that_is_cut_off_is_an_error()
    {
        ShellResult result = await ShellProcess.Run("if (1) {\n'inside'\n");
        Assert.Empty(result.Lines);
        Assert.NotEmpty(result.Errors);
        Assert.Equal(1, result.ExitCode);
    }
}
