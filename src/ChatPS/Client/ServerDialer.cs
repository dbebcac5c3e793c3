using System.Net;
using System.Net.Sockets;
using ChatPS.Net;

namespace ChatPS.Client;

/// <summary>From where to connect to a channel on which one can log in, and the login itself: the first, and each that follows a break.</summary>
internal sealed class ServerDialer(ConnectOptions options)
{
    /// <summary>The address that was connected last; null before that.</summary>
    public IPAddress? Address { get; private set; }

    /// <summary>The SHA-256 of the certificate that was shown last, 64 hexadecimal digits; null without TLS.</summary>
    public string? Fingerprint { get; private set; }

    /// <summary>Connects, and encrypts where that is wanted.</summary>
    /// <exception cref="ChatException">As of <see cref="Connector"/> and <see cref="ChannelOpener"/>; nothing stays open.</exception>
    public SocketChannel Dial(in CallOptions call)
    {
        Socket socket = new Connector(options.Network).Connect(options.ComputerName, options.Port, call, out IPAddress address);
        var opener = new ChannelOpener(options);
        SocketChannel channel = opener.Open(socket, call);
        (Address, Fingerprint) = (address, opener.Fingerprint);
        return channel;
    }

    /// <summary>Logs in on a connection over what was dialled.</summary>
    /// <exception cref="ChatException">As of <see cref="LoginExchange"/>; the connection is still the caller's.</exception>
    public LoginFacts LogIn(ChatConnection connection, RequestExchange exchange, string password, in CallOptions call)
    {
        string where = HostName.WithPort(options.ComputerName, options.Port);
        string? welcome = LoginExchange.Run(connection, exchange, options.UserName, where, password, call);
        return new LoginFacts(welcome, System.DateTimeOffset.Now, Fingerprint);
    }
}
