using System;
using System.Collections.Generic;
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
    private readonly bool _isConsole;
    private readonly CancellationToken _token;
    private readonly IKeySource _keys;
    private readonly HostWait _wait;
    private bool? _interruptWasKey;

    /// <param name="cmdlet">The running cmdlet.</param>
    /// <param name="isConsole">Whether the host's keys are those of standard input.</param>
    /// <param name="token">Cancelled when the pipeline is stopped.</param>
    public HostTerminal(PSCmdlet cmdlet, bool isConsole, CancellationToken token)
    {
        _cmdlet = cmdlet;
        _ui = cmdlet.Host.UI;
        _isConsole = isConsole;
        _token = token;
        _keys = HostCapabilities.Keys(cmdlet.Host);
        _wait = new HostWait(_keys, isConsole ? DescriptorPoll.OfStandardInput() : null, token);
    }

    /// <inheritdoc/>
    public int Width => _ui.RawUI.WindowSize.Width;

    /// <inheritdoc/>
    public int Height => _ui.RawUI.WindowSize.Height;

    /// <inheritdoc/>
    public bool Reflows { get; } = TerminalReflow.IsExpected(Environment.GetEnvironmentVariable);

    /// <inheritdoc/>
    public bool HasKey => _keys.HasKey;

    /// <inheritdoc/>
    /// <remarks>.NET writes all of the terminal's modes when Ctrl+C becomes a key, and not where it is one already.</remarks>
    public void TakeOver()
    {
        if (!_isConsole)
            return;
        _interruptWasKey ??= Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = false;
        Console.TreatControlCAsInput = true;
    }

    /// <inheritdoc/>
    public void GiveBack()
    {
        if (_interruptWasKey is { } before)
            Console.TreatControlCAsInput = before;
    }

    /// <inheritdoc/>
    public void Suspend()
    {
        if (_isConsole)
            ProcessGroup.Suspend();
    }

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
    public void Wait(IReadOnlyList<Socket> sockets, TimeSpan slice) => _wait.For(sockets, slice);
}
