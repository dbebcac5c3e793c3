using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Sockets;
using System.Threading;
using ChatPS.Interactive;

namespace ChatPS.Commands;

/// <summary>
/// Waits for a host's keys and sockets together: with one poll where the keys are those of standard input, else by looking for
/// both in turns. One thread.
/// </summary>
internal sealed class HostWait
{
    /// <summary>Where keys cannot be waited for together with a socket, they are looked for this often.</summary>
    public const int KeyLookMilliseconds = 15;

    private readonly IKeySource _keys;
    private readonly CancellationToken _token;
    private DescriptorPoll? _poll;

    /// <param name="keys">The host's keys.</param>
    /// <param name="poll">The descriptor behind the keys; null where there is none.</param>
    /// <param name="token">Cancelled when the pipeline is stopped.</param>
    public HostWait(IKeySource keys, DescriptorPoll? poll, CancellationToken token)
    {
        _keys = keys;
        _poll = poll;
        _token = token;
    }

    /// <summary>Waits until a key or one of the sockets is ready, for at most a slice.</summary>
    public void For(IReadOnlyList<Socket> sockets, TimeSpan slice)
    {
        // The host may hold keys that the terminal has given out already.
        if (_keys.AreAvailable || _poll?.TryWait(sockets, slice) == true)
            return;

        // A descriptor that cannot be polled is reported at once, each time: asking it again would spin.
        _poll = null;
        LookForKeys(sockets, slice);
    }

    private void LookForKeys(IReadOnlyList<Socket> sockets, TimeSpan slice)
    {
        var elapsed = Stopwatch.StartNew();
        while (elapsed.Elapsed < slice && !_token.IsCancellationRequested)
        {
            if (IsAnyReadable(sockets) || _keys.AreAvailable)
                return;
        }
    }

    private bool IsAnyReadable(IReadOnlyList<Socket> sockets)
    {
        if (sockets.Count == 0)
            return _token.WaitHandle.WaitOne(KeyLookMilliseconds);
        try
        {
            var readable = new List<Socket>(sockets);
            Socket.Select(readable, null, null, KeyLookMilliseconds * 1000);
            return readable.Count > 0;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return true; // Closed by somebody else: whoever reads next is told.
        }
    }
}
