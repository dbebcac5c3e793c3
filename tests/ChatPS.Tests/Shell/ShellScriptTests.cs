using System.IO;
using System.Threading.Tasks;

namespace ChatPS.Tests.Shell;

public class ShellScriptTests
{
    [Fact]
    public async Task Arguments_without_param_arrive_as_typed()
    {
        using ScriptFile script = new("$args.Count; $args");
        ShellResult result = await ShellProcess.Run("", script.Path, "a b", "-x", "it's", "$HOME", "-5");
        Assert.Equal(["5", "a b", "-x", "it's", "$HOME", "-5"], result.Lines);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Named_arguments_bind_to_parameters()
    {
        using ScriptFile script = new("param([string] $Name, [int] $Port = 1, [switch] $On, [switch] $Off) \"$Name $Port $On $Off\"");
        ShellResult result = await ShellProcess.Run("", script.Path, "-Port", "34998", "-On", "-Off:$false", "-Name:fo be");
        Assert.Equal(["fo be 34998 True False"], result.Lines);
    }

    [Fact]
    public async Task An_argument_that_does_not_bind_is_an_error()
    {
        using ScriptFile script = new("param([int] $Port) 'ran'");
        ShellResult result = await ShellProcess.Run("", script.Path, "-Port", "many");
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Lines);
        Assert.Contains("'Port'", result.Errors);
    }

    [Fact]
    public async Task A_script_knows_where_it_is()
    {
        using ScriptFile script = new("$PSScriptRoot; $PSCommandPath", "it's [here].ps1");
        ShellResult result = await ShellProcess.Run("", script.Path);
        Assert.Equal([script.Folder, script.Path], result.Lines);
    }

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("exit", 0)]
    [InlineData("'fine'", 0)]
    [InlineData("function leave { exit 5 } leave; 'not reached'", 5)]
    [InlineData("throw 'out'", 1)]
    [InlineData("if {", 1)]
    [InlineData("1 / 0; 'goes on'", 0)]
    public async Task The_exit_code_tells_how_a_script_ended(string text, int code)
    {
        using ScriptFile script = new(text);
        ShellResult result = await ShellProcess.Run("", script.Path);
        Assert.Equal(code, result.ExitCode);
        Assert.DoesNotContain("not reached", result.Output);
    }

    [Fact]
    public async Task Exit_in_a_called_script_ends_only_that_script()
    {
        using ScriptFile script = new("& \"$PSScriptRoot/inner.ps1\"; \"inner gave $LASTEXITCODE\"");
        File.WriteAllText(Path.Combine(script.Folder, "inner.ps1"), "exit 7");
        ShellResult result = await ShellProcess.Run("", script.Path);
        Assert.Equal(["inner gave 7"], result.Lines);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Standard_input_is_the_scripts_own()
    {
        using ScriptFile script = new("$Host.UI.ReadLine(); [Console]::In.ReadLine(); $Host.UI.ReadLine(); $null -eq $Host.UI.ReadLine()");
        ShellResult result = await ShellProcess.Run("one\nzwölf\nthree", script.Path);
        Assert.Equal(["one", "zwölf", "three", "True"], result.Lines);
    }

    [Fact]
    public async Task A_script_that_is_not_there_is_named()
    {
        ShellResult result = await ShellProcess.Run("", "/nowhere/bot.ps1");
        Assert.Equal(64, result.ExitCode);
        Assert.Contains("/nowhere/bot.ps1", result.Errors);
    }
}
