using System.Diagnostics;

namespace ChatPS.Tests.Shell;

/// <summary>A session in a real terminal: keys and cells of the system, no host of a test between.</summary>
public sealed class ShellTerminalTests
{
    // The bare engine has no ConvertTo-SecureString.
    private const string Script = """
        $password = [securestring]::new()
        'pw'.ToCharArray() | ForEach-Object { $password.AppendChar($_) }
        [Console]::TreatControlCAsInput = $false
        Enter-ChatSession 127.0.0.1 PORT -Credential ([pscredential]::new('fo', $password)) -NoColor -TimeFormat ''
        "left, and Ctrl+C is a key: $([Console]::TreatControlCAsInput)"
        """;

    [Fact]
    public async Task Keys_are_read_and_messages_shown_in_a_terminal()
    {
        Assert.SkipUnless(PseudoTerminal.Missing is null, PseudoTerminal.Missing ?? "");
        using var server = new ScriptedServer();
        using var terminal = new PseudoTerminal();
        using ScriptFile script = new(Script.Replace("PORT", server.Port.ToString(), StringComparison.Ordinal));
        using Process shell = ShellProcess.StartOn(terminal, script.Path);
        try
        {
            using ScriptedPeer peer = await Task.Run(server.AcceptLogin, TestContext.Current.CancellationToken);
            Assert.Equal("WHO", await Task.Run(peer.Read, TestContext.Current.CancellationToken)); // who is here is shown to whoever enters
            peer.Say("Users: be fo");
            await terminal.Await("/quit leaves");
            peer.Say("be: how are you");
            await terminal.Await("be: how are you");
            terminal.Type("fie\x1b[Dn\r"); // the cursor goes one to the left before the n
            Assert.Equal("MSG fine", await Task.Run(peer.Read, TestContext.Current.CancellationToken));
            peer.Say("fo: fine");
            await terminal.Await("fo: fine");
            terminal.Type("gone\x15/quit\r"); // Ctrl+U takes back what was typed
            await terminal.Await("left, and Ctrl+C is a key: False");
            Assert.Null(await Task.Run(peer.TryRead, TestContext.Current.CancellationToken));
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(ScriptedServer.Bound, TestContext.Current.CancellationToken);
            Assert.Equal(0, shell.ExitCode);
        }
        finally
        {
            if (!shell.HasExited)
                shell.Kill(entireProcessTree: true);
        }
    }
}
