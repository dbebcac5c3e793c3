using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

/// <summary>Lines that a test gives one by one, and what is shown for them.</summary>
internal sealed class LineFeed : ILineSource
{
    private readonly object _gate = new();
    private readonly Queue<string?> _lines = new();
    private readonly List<string> _shown = [];

    public bool IsTyped { get; set; }

    public bool HasBegun { get; set; }

    public TimeSpan Slice => TimeSpan.FromMilliseconds(1);

    /// <summary>Lines that nobody has taken.</summary>
    public string?[] Left
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    public string[] Shown
    {
        get
        {
            lock (_gate)
                return [.. _shown];
        }
    }

    /// <summary>Gives lines; null is the end of them.</summary>
    public void Give(params string?[] lines)
    {
        lock (_gate)
        {
            foreach (string? line in lines)
                _lines.Enqueue(line);
        }
    }

    public void Show(string line)
    {
        lock (_gate)
        {
            _shown.Add(line);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until exactly these lines were shown.</summary>
    public void Shows(params string[] lines)
    {
        lock (_gate)
        {
            while (!_shown.SequenceEqual(lines))
                Assert.True(Monitor.Wait(_gate, ScriptedServer.Bound), "Shown is:\n" + string.Join('\n', _shown));
        }
    }

    public bool TryRead(out string? line)
    {
        lock (_gate)
            return _lines.TryDequeue(out line);
    }
}
