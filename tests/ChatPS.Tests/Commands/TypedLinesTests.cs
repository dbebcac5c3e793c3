using System.Management.Automation.Host;
using ChatPS.Commands;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Commands;

/// <summary>The session where the host says that it obeys no escapes.</summary>
public sealed class TypedLinesTests : IDisposable
{
    private readonly TerminalHost _host = new(supportsVirtualTerminal: false);
    private readonly TypedLines _lines;

    public TypedLinesTests() => _lines = new TypedLines(_host.UI, new HostKeys(_host.Keys));

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task The_session_is_line_by_line_and_writes_no_escape()
    {
        using var server = new TestServer();
        using RawClient be = server.LogIn("be");
        Task session = _host.Start("Enter-ChatSession 127.0.0.1 $args[0] -Credential $args[1] -TimeFormat ''; 'left' | Out-Default", server.Server.Port, ConnectedRunspace.Credential("fo"));
        _host.UntilPlain("-- Enter says what you typed. /help lists the commands, /quit leaves.\r\n-- 2 here: be fo\r\n");
        _host.Keys.Type("Hel");
        _host.UntilPlain("Hel");
        be.Send("MSG in between");
        _host.UntilPlain("\r\nbe: in between\r\nHel");
        _host.Keys.Type("lo\r");
        _host.UntilPlain("lo\r\nfo: Hello\r\n");
        _host.Keys.Type("/quit\r");
        await session;
        Assert.Equal("/quit\r\nleft\r\n", _host.Plain.ReplaceLineEndings("\r\n"));
        Assert.Equal(["be: in between", "fo: Hello"], be.Read(2));
    }

    [Fact]
    public void Lines_come_one_by_one_as_they_are_typed()
    {
        Assert.False(_lines.TryRead(out _));
        _host.Keys.Type("one\rtwo\rthr");
        Assert.Equal("one", Read());
        Assert.Equal("two", Read());
        Assert.False(_lines.TryRead(out string? line));
        Assert.Null(line);
        _host.Keys.Type("ee\r");
        Assert.Equal("three", Read());
    }

    [Fact]
    public void Backspace_takes_back_what_is_seen_as_one_character_with_all_its_cells()
    {
        _host.Keys.Type("a");
        foreach (char half in "👍🏽")
            _host.Keys.Down(0, half);
        Assert.False(_lines.TryRead(out _));
        _host.UntilPlain("a👍🏽");
        Backspace();
        Assert.False(_lines.TryRead(out _));
        Assert.Equal("\b \b\b \b", _host.Plain[..6]);
        _host.Keys.Type("\r");
        Assert.Equal("a", Read());
    }

    [Fact]
    public void Backspace_at_the_start_is_nothing()
    {
        Backspace();
        Assert.False(_lines.TryRead(out _));
        Assert.Equal("", _host.Plain);
    }

    [Theory]
    [InlineData('\x15', 'U')]
    [InlineData('\x1b', 0x1B)]
    public void Control_U_and_Escape_take_back_all(char character, int virtualKey)
    {
        _host.Keys.Type("ab");
        _host.Keys.Down(virtualKey, character);
        Assert.False(_lines.TryRead(out _));
        RawClient.Until(() => !_lines.TryRead(out _) && _host.Plain == "ab\b \b\b \b", "the line taken back"); // An Escape waits for what may follow.
        _host.Keys.Type("c\r");
        Assert.Equal("c", Read());
    }

    [Fact]
    public void Control_D_ends_the_lines_when_nothing_is_typed()
    {
        _host.Keys.Type("a");
        _host.Keys.Down('D', '\x04', ControlKeyStates.LeftCtrlPressed);
        _host.Keys.Type("\r");
        Assert.Equal("a", Read());
        _host.Keys.Down('D', '\x04', ControlKeyStates.LeftCtrlPressed);
        Assert.True(_lines.TryRead(out string? line));
        Assert.Null(line);
    }

    // A terminal that is called dumb may send the sequences of its arrows all the same.
    [Fact]
    public void Arrows_and_other_keys_type_nothing()
    {
        foreach (char c in "\x1b[A")
            _host.Keys.Down(0, c);
        _host.Keys.Down(0x25);
        _host.Keys.Down('B', 'b', ControlKeyStates.LeftAltPressed);
        _host.Keys.Type("x\r");
        Assert.Equal("x", Read());
    }

    [Fact]
    public void Redirected_or_without_keys_a_host_is_read_by_lines_as_before()
    {
        using var recorder = new HostRecorder("a line");
        Assert.IsNotType<TypedLines>(HostLines.Of(recorder));
        Assert.IsType<TypedLines>(HostLines.Of(_host));
    }

    private void Backspace() => _host.Keys.Down(0x08, '\b');

    private string? Read()
    {
        Assert.True(_lines.TryRead(out string? line));
        return line;
    }
}
