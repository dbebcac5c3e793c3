using System.Diagnostics;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Reliability;

/// <summary>A few clients that say numbers in turn; each must hear each number next, and how long that takes is noted.</summary>
internal sealed class Healthy : IDisposable
{
    public const int Count = 4;

    private readonly RawClient[] _clients;
    private double[] _milliseconds = [];
    private int _said;

    public Healthy(TestServer test) =>
        _clients = [.. Enumerable.Range(0, Count).Select(i => test.LogIn("healthy" + i))];

    /// <summary>Of the last <see cref="Talk"/>: what 99 of 100 messages needed at most until all had heard them.</summary>
    public double P99 => _milliseconds[(int)(_milliseconds.Length * 0.99)];

    public void Talk(int rounds)
    {
        var times = new double[rounds];
        for (int i = 0; i < rounds; i++, _said++)
        {
            int speaker = _said % Count;
            long start = Stopwatch.GetTimestamp();
            _clients[speaker].Send("MSG " + _said);
            foreach (RawClient client in _clients)
                Assert.Equal($"healthy{speaker}: {_said}", client.Read());
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        _milliseconds = times;
    }

    public void Dispose() => Array.ForEach(_clients, client => client.Dispose());
}
