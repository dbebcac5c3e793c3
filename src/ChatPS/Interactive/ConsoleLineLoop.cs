using System;
using System.Net.Sockets;
using System.Threading;

namespace ChatPS.Interactive;

/// <summary>A console without a terminal: each line is carried out, and what happens is written as plain lines.</summary>
internal sealed class ConsoleLineLoop
{
    private readonly IConsole _console;
    private readonly ILineSource _source;
    private bool _linesEnded;
    private bool _hasLeft;

    public ConsoleLineLoop(IConsole console, ILineSource source, Action<string> write, LoopOptions options)
    {
        _console = console;
        _source = source;
        var view = new MessageView("", options.TimeFormat);
        console.Attach(line => write(view.Show(line).ToString()), static () => { }, () => _hasLeft = true);
    }

    /// <summary>Runs until the user leaves, the lines end, or the token is cancelled.</summary>
    public void Run(CancellationToken token)
    {
        while (!_hasLeft && !_linesEnded && !token.IsCancellationRequested)
        {
            _console.Update();
            if (!TakeLine())
                _console.Signal.Poll((int)(_source.Slice.TotalMilliseconds * 1000), SelectMode.SelectRead);
        }

        _console.Update();
    }

    private bool TakeLine()
    {
        if (!_source.TryRead(out string? line))
            return false;
        if (line is null)
            _linesEnded = true;
        else if (!string.IsNullOrWhiteSpace(line))
            _console.Take(line);
        return true;
    }
}
