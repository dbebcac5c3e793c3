using System.Net.Sockets;
using ChatPS.Client;
using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

/// <summary>
/// A <see cref="CellScreen"/> that the session's loop draws on in its own thread, while the test types and looks.
/// Keys typed together are there together; every look has a bound.
/// </summary>
internal sealed class LiveTerminal(int width = 80, int height = 24, Counting counting = Counting.Graphemes) : ITerminal
{
    private readonly CellScreen _cells = new(width, height, counting);
    private readonly object _gate = new();
    private Exception? _waitFailure;
    private Exception? _writeFailure;
    private TimeSpan _stop;

    public int Width => Look(cells => cells.Width);

    public int Height => Look(cells => cells.Height);

    public bool Reflows => Look(cells => cells.Reflows);

    /// <summary>Waits of the loop so far; each is a turn.</summary>
    public int Turns { get; private set; }

    /// <summary>Whether the last wait was for a socket too.</summary>
    public bool HasSocket { get; private set; }

    public T Look<T>(Func<CellScreen, T> look)
    {
        lock (_gate)
            return look(_cells);
    }

    public void Type(string characters) => Press([.. characters.Select(c => new KeyPress(c))]);

    public void Press(params KeyPress[] keys)
    {
        lock (_gate)
        {
            foreach (KeyPress key in keys)
                _cells.Keys.Enqueue(key);
        }
    }

    public void Resize(int columns)
    {
        lock (_gate)
            _cells.Resize(columns);
    }

    /// <summary>The next wait, or the next write, throws.</summary>
    public void Fail(Exception? wait = null, Exception? write = null)
    {
        lock (_gate)
            (_waitFailure, _writeFailure) = (wait, write);
    }

    /// <summary>Waits until the screen is as a test wants it.</summary>
    public void Until(Func<CellScreen, bool> isSo)
    {
        Deadline bound = Deadline.After(ScriptedServer.Bound);
        lock (_gate)
        {
            while (!isSo(_cells))
            {
                if (bound.HasPassed)
                    Assert.Fail("The screen never came to be so; it is:\n" + string.Join('\n', _cells.All));
                Monitor.Wait(_gate, 100);
            }
        }
    }

    public bool HasKey => Look(cells => cells.HasKey);

    public void TakeOver() => Change(cells => cells.TakeOver());

    public void GiveBack() => Change(cells => cells.GiveBack());

    public void Suspend() => Change(cells => cells.Suspend());

    /// <summary>The process stops for some time in its next wait, and the shell has the terminal meanwhile.</summary>
    public void StopFor(TimeSpan time)
    {
        lock (_gate)
            _stop = time;
    }

    public bool TryReadKey(out KeyPress key)
    {
        lock (_gate)
            return _cells.TryReadKey(out key);
    }

    public void Wait(IReadOnlyList<Socket> sockets, TimeSpan slice)
    {
        lock (_gate)
        {
            Turns++;
            HasSocket = sockets.Count > 0;
            Monitor.PulseAll(_gate);
            Throw(ref _waitFailure);
            if (_stop > TimeSpan.Zero)
            {
                _cells.Disturb();
                Thread.Sleep(_stop);
                _stop = TimeSpan.Zero;
                return;
            }
        }

        Deadline end = Deadline.After(slice);
        do
        {
            if (Look(cells => cells.Keys.Count) > 0)
                return;
        }
        while (!IsReadable(sockets) && !end.HasPassed);
    }

    public void Write(string text)
    {
        lock (_gate)
        {
            Throw(ref _writeFailure);
            _cells.Write(text);
            Monitor.PulseAll(_gate);
        }
    }

    public void WriteMessages(string rows)
    {
        lock (_gate)
            _cells.WriteMessages(rows);
    }

    private void Change(Action<CellScreen> change)
    {
        lock (_gate)
        {
            change(_cells);
            Monitor.PulseAll(_gate);
        }
    }

    // A pseudo-terminal would wake for a key too; here a millisecond decides.
    private static bool IsReadable(IReadOnlyList<Socket> sockets)
    {
        try
        {
            if (sockets.Count == 0)
                Thread.Sleep(1);
            return sockets.Any(socket => socket.Poll(1000, SelectMode.SelectRead));
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private static void Throw(ref Exception? failure)
    {
        if (Interlocked.Exchange(ref failure, null) is { } thrown)
            throw thrown;
    }
}
