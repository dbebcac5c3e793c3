using System;
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
    private static readonly string[] s_hostTags = ["PSHOST"];

    private readonly PSCmdlet _cmdlet;
    private readonly PSHostUserInterface _ui;
    private readonly CancellationToken _token;
    private readonly HostKeys _keys;
    private readonly HostWait _wait;

    /// <param name="cmdlet">The running cmdlet.</param>
    /// <param name="isConsole">Whether the host's keys are those of standard input.</param>
    /// <param name="token">Cancelled when the pipeline is stopped.</param>
    public HostTerminal(PSCmdlet cmdlet, bool isConsole, CancellationToken token)
    {
        _cmdlet = cmdlet;
        _ui = cmdlet.Host.UI;
        _token = token;
        _keys = new HostKeys(_ui.RawUI);
        _wait = new HostWait(_keys, isConsole ? DescriptorPoll.OfStandardInput() : null, token);
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
    public bool TryReadKey(out KeyPress key) => _keys.TryRead(out key);

    /// <inheritdoc/>
    public void Wait(Socket? socket, TimeSpan slice) => _wait.For(socket, slice);
}
