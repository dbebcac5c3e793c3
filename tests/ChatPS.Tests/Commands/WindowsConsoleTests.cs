using ChatPS.Tests.Server;

namespace ChatPS.Tests.Commands;

/// <summary>Enter-ChatSession in a host whose keys come as those of Windows' console do.</summary>
public sealed class WindowsConsoleTests
{
    private const string Enter = "Enter-ChatSession 127.0.0.1 $args[0] -Credential $args[1] -TimeFormat '' -NoColor";

    [Fact]
    public async Task Keys_are_typed_messages_are_shown_and_quit_leaves()
    {
        using var server = new TestServer();
        using RawClient be = server.LogIn("be");
        using var host = new TerminalHost();

        // The Enter that ran the command is still down when it begins.
        host.Keys.Up('\r', '\r');
        Task session = host.Start(Enter, server.Server.Port, ConnectedRunspace.Credential("fo"));
        host.Screen.Until(screen => screen.CursorRow == "fo>");

        host.Keys.Type("Hello");
        host.Screen.Until(screen => screen.CursorRow == "fo> Hello");
        be.Send("MSG in between");
        host.Screen.Until(screen => screen.All.Contains("be: in between") && screen.CursorRow == "fo> Hello");
        host.Keys.Type("\r");
        host.Screen.Until(screen => screen.All.Contains("fo: Hello") && screen.CursorRow == "fo>");

        host.Keys.Type("/quit\r");
        await session;
        server.UntilGone("fo");
        Assert.Equal(["be: in between", "fo: Hello"], be.Read(2));
    }

    /// <summary>As a variable of the script's own: that of the engine is one for the whole process.</summary>
    [Theory]
    [InlineData("PlainText", false)]
    [InlineData("Host", true)]
    [InlineData("Ansi", true)]
    public async Task The_output_rendering_that_is_chosen_in_PSStyle_decides_about_colour(string rendering, bool hasColor)
    {
        using var server = new TestServer();
        using RawClient be = server.LogIn("be");
        using var host = new TerminalHost();
        Task session = host.Start(
            $$"""& { $PSStyle = [pscustomobject]@{ OutputRendering = '{{rendering}}' }; Enter-ChatSession 127.0.0.1 $args[0] -Credential $args[1] -TimeFormat '' } $args[0] $args[1]""",
            server.Server.Port, ConnectedRunspace.Credential("fo"));
        host.Screen.Until(screen => screen.CursorRow == "fo>");
        be.Send("MSG hi");
        host.Screen.Until(screen => screen.All.Contains("be: hi") && screen.CursorRow == "fo>");
        Assert.Equal(hasColor, host.Screen.Look(screen => screen.StyleOf(0, screen.Line - 1)).Length > 0);
        host.Keys.Type("/quit\r");
        await session;
    }

    [Fact]
    public async Task While_keys_only_go_up_the_session_goes_on()
    {
        using var server = new TestServer();
        using RawClient be = server.LogIn("be");
        using var host = new TerminalHost();
        Task session = host.Start(Enter, server.Server.Port, ConnectedRunspace.Credential("fo"));
        host.Screen.Until(screen => screen.CursorRow == "fo>");
        host.Keys.Up(WindowsRawUserInterface.Shift);
        be.Send("MSG still here");
        host.Screen.Until(screen => screen.All.Contains("be: still here") && screen.CursorRow == "fo>");
        host.Keys.Type("/quit\r");
        await session;
    }

    /// <summary>For screen readers: what was written stays where it is, the half line as well.</summary>
    [Theory]
    [InlineData("-Plain", new[] { "Hel", "be: in between", "Hel" })]
    [InlineData("", new[] { "be: in between", "fo> Hel" })]
    public async Task Plain_rewrites_no_row_though_the_terminal_could(string plain, string[] shown)
    {
        using var server = new TestServer();
        using RawClient be = server.LogIn("be");
        using var host = new TerminalHost();
        Task session = host.Start($"{Enter} {plain}", server.Server.Port, ConnectedRunspace.Credential("fo"));
        host.Screen.Until(screen => screen.All.Contains("-- 2 here: be fo"));
        host.Keys.Type("Hel");
        host.Screen.Until(screen => screen.CursorRow.EndsWith("Hel", StringComparison.Ordinal));
        be.Send("MSG in between");
        host.Screen.Until(screen => screen.All.Contains("be: in between") && screen.CursorRow.EndsWith("Hel", StringComparison.Ordinal));
        Assert.Equal(shown, host.Screen.Look(screen => screen.All.Where(static row => row.Length > 0).ToArray())[^shown.Length..]);
        host.Keys.Type("lo\r");
        host.Screen.Until(screen => screen.All.Contains("fo: Hello"));
        host.Keys.Type("/quit\r");
        await session;
    }
}
