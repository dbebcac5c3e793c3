using System;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Net.Sockets;
using System.Threading;
using ChatPS.Interactive;

namespace ChatPS.Commands;

/// <summary>
/// The terminal behind PowerShell's host. For the pipeline's thread.
/// </summary>
internal sealed class HostTerminal : ITerminal
{
    /// <summary>Where keys cannot be waited for together with a socket, they are looked for this often.</summary>
    private const int KeyLookMilliseconds = 15;

    private static readonly string[] s_hostTags = ["PSHOST"];

    private readonly PSCmdlet _cmdlet;
    private readonly PSHostUserInterface _ui;
    private readonly CancellationToken _token;
    private readonly bool _canPoll;

    /// <param name="cmdlet">The running cmdlet.</param>
    /// <param name="isConsole">Whether the host's keys are those of standard input.</param>
    /// <param name="token">Cancelled when the pipeline is stopped.</param>
    public HostTerminal(PSCmdlet cmdlet, bool isConsole, CancellationToken token)
    {
        _cmdlet = cmdlet;
        _ui = cmdlet.Host.UI;
        _token = token;
        _canPoll = isConsole && DescriptorPoll.IsSupported;
    }

    /// <inheritdoc/>
    public int Width => _ui.RawUI.WindowSize.Width;

    /// <inheritdoc/>
    public int Height => _ui.RawUI.WindowSize.Height;

    /// <inheritdoc/>
    public bool Reflows { get; } = TerminalReflow.IsExpected(Environment.GetEnvironmentVariable);

    /// <inheritdoc/>
    public void Write(string text) => _ui.Write(text);

    /// <inheritdoc/>
    /// <remarks>As host information they reach transcripts, which the host's own Write does not; a stopped pipeline takes none.</remarks>
    public void WriteMessages(string rows)
    {
        if (_token.IsCancellationRequested)
            _ui.Write(rows);
        else
            _cmdlet.WriteInformation(new HostInformationMessage { Message = rows, NoNewLine = true }, s_hostTags);
    }

    /// <inheritdoc/>
    public bool TryReadKey(out KeyPress key)
    {
        key = default;
        if (!_ui.RawUI.KeyAvailable)
            return false;
        KeyInfo info = _ui.RawUI.ReadKey(ReadKeyOptions.NoEcho | ReadKeyOptions.IncludeKeyDown);
        key = new KeyPress(info.Character, info.VirtualKeyCode, Modifiers(info.ControlKeyState));
        return true;
    }

    /// <inheritdoc/>
    public void Wait(Socket? socket, TimeSpan slice)
    {
        // The host may hold keys that the terminal has given out already.
        if (_ui.RawUI.KeyAvailable)
            return;
        if (_canPoll)
            DescriptorPoll.Wait(socket, slice);
        else
            LookForKeys(socket, slice);
    }

    private void LookForKeys(Socket? socket, TimeSpan slice)
    {
        var elapsed = Stopwatch.StartNew();
        while (elapsed.Elapsed < slice && !_token.IsCancellationRequested)
        {
            if (IsReadable(socket) || _ui.RawUI.KeyAvailable)
                return;
        }
    }

    private bool IsReadable(Socket? socket)
    {
        if (socket is null)
            return _token.WaitHandle.WaitOne(KeyLookMilliseconds);
        try
        {
            return socket.Poll(KeyLookMilliseconds * 1000, SelectMode.SelectRead);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return true; // Closed by somebody else: whoever reads next is told.
        }
    }

    private static KeyModifiers Modifiers(ControlKeyStates states)
    {
        KeyModifiers modifiers = KeyModifiers.None;
        if ((states & ControlKeyStates.ShiftPressed) != 0)
            modifiers |= KeyModifiers.Shift;
        if ((states & (ControlKeyStates.LeftAltPressed | ControlKeyStates.RightAltPressed)) != 0)
            modifiers |= KeyModifiers.Alt;
        if ((states & (ControlKeyStates.LeftCtrlPressed | ControlKeyStates.RightCtrlPressed)) != 0)
            modifiers |= KeyModifiers.Control;
        return modifiers;
    }
}
