using System.Diagnostics;

namespace ChatPS.Benchmarks;

/// <summary>Messages that arrive at an even rate until this is disposed, from a thread of its own.</summary>
internal sealed class Flood : IDisposable
{
    private readonly ChatPeer _peer;
    private readonly int _perSecond;
    private readonly Thread _thread;
    private volatile bool _ends;

    public Flood(ChatPeer peer, int perSecond)
    {
        _peer = peer;
        _perSecond = perSecond;
        _thread = new Thread(Run);
        _thread.Start();
    }

    public void Dispose()
    {
        _ends = true;
        _thread.Join();
    }

    // As many as are due by the clock: a sleep is longer than a message's turn.
    private void Run()
    {
        var clock = Stopwatch.StartNew();
        for (long said = 0; !_ends; Thread.Sleep(1))
        {
            for (; said < clock.Elapsed.TotalSeconds * _perSecond && !_ends; said++)
                _peer.Say("doc: flood " + (said % 1000));
        }
    }
}
