using System.Threading.Tasks;

namespace ChatPS.Tests.Shell;

public class ShellCommandTests
{
    [Fact]
    public async Task A_command_runs_with_the_module_imported()
    {
        ShellResult result = await ShellProcess.Run("", "-Command", "(Get-Module).Name -join ','; 6 * 7");
        Assert.Contains("ChatPS", result.Lines[0]);
        Assert.Equal("42", result.Lines[1]);
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task Objects_are_shown_as_tables()
    {
        ShellResult result = await ShellProcess.Run("", "-Command", "[pscustomobject] @{ Name = 'fo'; Port = 1 }");
        Assert.Equal(["Name Port", "---- ----", "fo      1"], result.Lines);
    }

    /// <summary>What went wrong is on standard error, without colour; nothing of it is in the output.</summary>
    [Theory]
    [InlineData("exit 3", 3, "")]
    [InlineData("1 / 0", 1, "divide by zero")]
    [InlineData("1 / 0; $null = 'fine'", 0, "divide by zero")]
    [InlineData("throw 'out of it'", 1, "out of it")]
    [InlineData("Nobody-KnowsThis", 1, "Nobody-KnowsThis")]
    [InlineData("if (1) {", 1, "Missing closing '}'")]
    [InlineData("$Host.UI.WriteErrorLine('by hand')", 0, "by hand")]
    public async Task The_exit_code_tells_how_a_command_ended(string text, int code, string message)
    {
        ShellResult result = await ShellProcess.Run("", "-Command", text);
        Assert.Equal(code, result.ExitCode);
        Assert.Contains(message, result.Errors);
        Assert.DoesNotContain("\e", result.Errors);
        Assert.Empty(result.Lines);
    }

    [Fact]
    public async Task The_other_streams_are_told_apart_by_a_prefix()
    {
        const string Command = "function f { [CmdletBinding()] param() $PSCmdlet.WriteWarning('w'); $PSCmdlet.WriteVerbose('v') } f -Verbose";
        ShellResult result = await ShellProcess.Run("", "-Command", Command);
        Assert.Equal(["WARNING: w", "VERBOSE: v"], result.Lines);
    }

    [Fact]
    public async Task An_unknown_option_is_refused()
    {
        ShellResult result = await ShellProcess.Run("", "-Kommand", "1");
        Assert.Equal(64, result.ExitCode);
        Assert.Contains("-Kommand", result.Errors);
    }
}
