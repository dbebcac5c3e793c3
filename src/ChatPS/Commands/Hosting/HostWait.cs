using System;
using System.Diagnostics;
using System.Net.Sockets;
using System.Threading;
using ChatPS.Interactive;

namespace ChatPS.Commands;

/// <summary>
/// Waits for a host's keys and a socket together: with one poll where the keys are those of standard input, else by looking for
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

    /// <summary>Waits until a key or the socket (when there is one) is ready, for at most a slice.</summary>
    public void For(Socket? socket, TimeSpan slice)
    {
        // The host may hold keys that the terminal has given out already.
        if (_keys.AreAvailable || _poll?.TryWait(socket, slice) == true)
            return;

        // A descriptor that cannot be polled is reported at once, each time: asking it again would spin.
        _poll = null;
        LookForKeys(socket, slice);
    }

    private void LookForKeys(Socket? socket, TimeSpan slice)
    {
        var elapsed = Stopwatch.StartNew();
        while (elapsed.Elapsed < slice && !_token.IsCancellationRequested)
        {
            if (IsReadable(socket) || _keys.AreAvailable)
                return;
        }
    }

    private bool IsReadable(Socket? socket)
    {
        if (socket is null)
            return _token.WaitHandle.WaitOne(KeyLookMilliseconds);
        try
        {
            return socket.Poll(KeyLookMilliseconds * 1000, SelectMode.SelectRead);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return true; // Closed by somebody else: whoever reads next is told.
        }
    }
}
