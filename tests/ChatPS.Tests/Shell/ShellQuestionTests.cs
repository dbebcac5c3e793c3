using System.Threading.Tasks;

namespace ChatPS.Tests.Shell;

public class ShellQuestionTests
{
    private const string Login = """
        function login {
            param([Parameter(Mandatory)] [pscredential] [System.Management.Automation.Credential()] $Credential)
            "$($Credential.UserName) with $($Credential.GetNetworkCredential().Password.Length)"
        }

        """;

    [Fact]
    public async Task A_bare_name_asks_for_the_password_and_does_not_show_it()
    {
        ShellResult result = await ShellProcess.Run("s3cret\n", "-Command", Login + "login -Credential me");
        Assert.Equal(["me with 6"], result.Lines);
        Assert.Contains("Password for user me: ", result.Errors);
        Assert.DoesNotContain("s3cret", result.Output + result.Errors);
    }

    [Fact]
    public async Task No_credential_asks_for_name_and_password()
    {
        ShellResult result = await ShellProcess.Run("fo\nbe\n", "-Command", Login + "login");
        Assert.Equal(["fo with 2"], result.Lines);
    }

    [Theory]
    [InlineData("login", "missing mandatory parameters: Credential")]
    [InlineData("login -Credential me", "Input ended before a password was given")]
    public async Task No_answer_is_an_error(string command, string message)
    {
        ShellResult result = await ShellProcess.Run("", "-Command", Login + command);
        Assert.Empty(result.Lines);
        Assert.Contains(message, result.Errors);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task Mandatory_parameters_are_asked_for_and_a_list_ends_with_an_empty_line()
    {
        const string Command = "function f { param([Parameter(Mandatory)] [int[]] $N) $N.Count; $N[0] + $N[1] } f";
        ShellResult result = await ShellProcess.Run("4\n5\n\n", "-Command", Command);
        Assert.Equal(["2", "9"], result.Lines);
    }

    [Fact]
    public async Task A_choice_is_asked_for_until_it_is_understood()
    {
        ShellResult result = await ShellProcess.Run("y\nNo\nwhat?\nn\n", "-Command", Confirm + "; f; f");
        Assert.Equal(["True", "False", "False"], result.Lines);
        Assert.Contains("Really?", result.Errors);
    }

    [Fact]
    public async Task The_end_of_input_is_not_a_yes()
    {
        ShellResult result = await ShellProcess.Run("", "-Command", Confirm);
        Assert.Empty(result.Lines);
        Assert.Contains("Input ended", result.Errors);
    }

    private const string Confirm = "function f { [CmdletBinding()] param() $PSCmdlet.ShouldContinue('Really?', 'Stop') } f";
}
