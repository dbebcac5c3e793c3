using System;
using System.Net;
using ChatPS.Client;
using ChatPS.Net;

namespace ChatPS.Commands;

/// <summary>Connections to one server, one after the other, that have not logged in. The first warns where a password would travel in the open.</summary>
internal sealed class TestDialer(ChatCmdlet cmdlet, ConnectOptions options, CallOptions call)
{
    private readonly ServerDialer _dialer = new(options);
    private bool _hasWarned;

    /// <summary>Opens a connection.</summary>
    /// <param name="timeout">How long that may take.</param>
    /// <exception cref="ChatException">There is none, or no encrypted one.</exception>
    public SocketChannel Open(TimeSpan timeout)
    {
        var limited = new CallOptions(timeout, call.Token, call.Trace);
        SocketChannel channel = _dialer.Dial(limited);
        if (!_hasWarned)
            SessionOpener.WarnOfOpenConnection(cmdlet, options, IPAddress.IsLoopback(_dialer.Address!), _dialer.Fingerprint);
        _hasWarned = true;
        return channel;
    }
}
