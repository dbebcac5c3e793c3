using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatPS.Protocol;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Reliability;

/// <summary>
/// A client that reads all the time on a thread of its own. Everybody says numbers, counting from 0: that each comes, in order
/// and once, is checked as they arrive. What else is said is counted, and all of it goes into <see cref="Order"/>.
/// </summary>
internal sealed class RecordingClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly RawClient _client;
    private readonly Thread _thread;
    private readonly Dictionary<string, int> _next = [];
    private volatile string? _fault;
    private volatile bool _closed;
    private long _heard;
    private int _said;

    private RecordingClient(RawClient client, string name)
    {
        _client = client;
        Name = name;
        _thread = new Thread(ReadToEnd) { IsBackground = true, Name = "reads for " + name };
        _thread.Start();
    }

    public string Name { get; }

    public Socket Socket => _client.Socket;

    /// <summary>How many frames came.</summary>
    public long Heard => Volatile.Read(ref _heard);

    /// <summary>The same for all who heard the same in the same order.</summary>
    public ulong Order { get; private set; }

    /// <summary>Waits until so many frames came, and begins to note the order.</summary>
    public void BeginOrder(long heard)
    {
        RawClient.Until(() => Heard == heard, $"{heard} frames");
        Order = 0;
    }

    public static RecordingClient LogIn(ChatServer server, string name) => new(RawClient.LogIn(server, name), name);

    /// <summary>Says the next so many numbers; blocks while the server does not listen.</summary>
    public void Say(int count)
    {
        const int Batch = 100;
        for (int left = count; left > 0; left -= Batch)
        {
            _client.SendBytes(RawClient.Frames([.. Enumerable.Range(_said, Math.Min(Batch, left)).Select(i => "MSG " + i)]));
            _said += Math.Min(Batch, left);
        }
    }

    public int HeardOf(string name)
    {
        lock (_next)
            return _next.GetValueOrDefault(name);
    }

    /// <summary>Waits as long as anything still comes.</summary>
    public void AwaitAll(string name, int count)
    {
        long last = -1;
        DateTime since = DateTime.UtcNow;
        while (HeardOf(name) < count)
        {
            Assert.Null(_fault);
            if (last != Heard)
                (last, since) = (Heard, DateTime.UtcNow);
            Assert.True(DateTime.UtcNow - since < s_patience, $"{Name} heard {HeardOf(name)} of {count} from {name}.");
            Thread.Sleep(1);
        }

        Assert.Null(_fault);
        Assert.Equal(count, HeardOf(name));
    }

    public void AssertSound() => Assert.Null(_fault);

    public void Dispose()
    {
        _closed = true;
        Socket.Dispose();
        _thread.Join(s_patience);
    }

    private void ReadToEnd()
    {
        var codec = new FrameCodec();
        var buffer = new byte[64 * 1024];
        Socket.ReceiveTimeout = 0;
        try
        {
            for (int count; (count = Socket.Receive(buffer)) > 0;)
            {
                codec.Feed(buffer, 0, count);
                while (codec.TryRead(out ArraySegment<byte> payload))
                    Hear(payload);
            }

            _fault ??= "The server closed the connection.";
        }
        catch (Exception e) when (_closed || e is SocketException or ChatException)
        {
            _fault ??= e.Message;
        }
    }

    private void Hear(ArraySegment<byte> payload)
    {
        foreach (byte b in payload)
            Order = (Order ^ b) * 1099511628211;
        string text = Encoding.ASCII.GetString(payload);
        int colon = text.IndexOf(": ", StringComparison.Ordinal);
        if (colon > 0 && int.TryParse(text.AsSpan(colon + 2), out int number))
        {
            lock (_next)
            {
                string name = text[..colon];
                int expected = _next.GetValueOrDefault(name);
                if (number != expected)
                    _fault ??= $"{Name} heard {text} instead of {expected}.";
                _next[name] = number + 1;
            }
        }

        Interlocked.Increment(ref _heard);
    }
}
