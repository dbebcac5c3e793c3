using System.Diagnostics;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Reliability;

/// <summary>A few clients that say numbers in turn; each must hear each number next, and how long that takes is noted.</summary>
internal sealed class HealthyClients : IDisposable
{
    public const int Count = 4;

    private readonly RawClient[] _clients;
    private int _said;

    public HealthyClients(TestServer test) =>
        _clients = [.. Enumerable.Range(0, Count).Select(i => test.LogIn("healthy" + i))];

    /// <summary>The milliseconds that 99 of 100 messages need at most until all four have heard them.</summary>
    /// <param name="rounds">How many messages.</param>
    /// <param name="listeners">Who else is to read meanwhile.</param>
    public double P99(int rounds, IReadOnlyCollection<RawClient> listeners)
    {
        const int Step = 50;
        var times = new List<double>();
        while (times.Count < rounds)
        {
            times.AddRange(Talk(Step));
            foreach (RawClient listener in listeners)
                listener.SkipReceived();
        }

        times.Sort();
        return times[(int)(times.Count * 0.99)];
    }

    /// <summary>The same where others talk as well: what they say is passed over.</summary>
    public double P99AmongOthers(int rounds)
    {
        var times = new List<double>();
        for (; times.Count < rounds; _said++)
        {
            int speaker = _said % Count;
            string text = $"healthy{speaker}: {_said}";
            long start = Stopwatch.GetTimestamp();
            _clients[speaker].Send($"MSG {_said}");
            AwaitAll(text, start);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return times[(int)(times.Count * 0.99)];
    }

    // All are read all the time: who does not read is not healthy, and its words wait until it does.
    private void AwaitAll(string text, long start)
    {
        var waiting = _clients.ToHashSet();
        while (waiting.Count > 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < ScriptedServer.Bound, $"For a minute not all heard '{text}'.");
            foreach (RawClient client in _clients)
            {
                if (client.HasArrived && Hears(client, text))
                    waiting.Remove(client);
            }
        }
    }

    private static bool Hears(RawClient client, string text)
    {
        string heard = client.Read();
        Assert.True(heard == text || !heard.StartsWith("healthy", StringComparison.Ordinal), heard);
        return heard == text;
    }

    /// <param name="rounds">How many messages.</param>
    /// <param name="padding">Bytes that each has more than its number.</param>
    /// <returns>The milliseconds that each took until all had heard it.</returns>
    public double[] Talk(int rounds, int padding = 0)
    {
        string more = new('x', padding);
        var times = new double[rounds];
        for (int i = 0; i < rounds; i++, _said++)
        {
            int speaker = _said % Count;
            long start = Stopwatch.GetTimestamp();
            _clients[speaker].Send($"MSG {_said}{more}");
            foreach (RawClient client in _clients)
                Assert.Equal($"healthy{speaker}: {_said}{more}", client.Read());
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return times;
    }

    public void Dispose() => Array.ForEach(_clients, client => client.Dispose());
}
