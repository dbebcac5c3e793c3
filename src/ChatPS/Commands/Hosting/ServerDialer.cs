using System;
using System.Net;
using System.Net.Sockets;
using ChatPS.Client;
using ChatPS.Net;

namespace ChatPS.Commands;

/// <summary>Connections to one server, one after the other, that have not logged in. The first warns where a password would travel in the open.</summary>
internal sealed class ServerDialer(ChatCmdlet cmdlet, ConnectOptions options, CallOptions call)
{
    private bool _hasWarned;

    /// <summary>Opens a connection.</summary>
    /// <param name="timeout">How long that may take.</param>
    /// <exception cref="ChatException">There is none, or no encrypted one.</exception>
    public SocketChannel Open(TimeSpan timeout)
    {
        var limited = new CallOptions(timeout, call.Token, call.Trace);
        Socket socket = new Connector(options.Network).Connect(options.ComputerName, options.Port, limited, out IPAddress address);
        var opener = new ChannelOpener(options);
        SocketChannel channel = opener.Open(socket, limited);
        if (!_hasWarned)
            SessionOpener.WarnOfOpenConnection(cmdlet, options, IPAddress.IsLoopback(address), opener.Fingerprint);
        _hasWarned = true;
        return channel;
    }
}
