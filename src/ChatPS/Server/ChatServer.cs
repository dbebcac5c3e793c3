using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using ChatPS.Server;

namespace ChatPS;

/// <summary>
/// A chat server that runs in this process until <see cref="Stop"/>, on one background thread, which does not keep the process alive.
/// Every member may be used from any thread.
/// </summary>
public sealed class ChatServer : IDisposable
{
    private readonly SelectLoop _loop;
    private readonly Thread _thread;
    private readonly TimeSpan _stopTimeout;
    private volatile Exception? _failure;
    private volatile int _state = (int)ChatServerState.Running;

    private ChatServer(Listener listener, SelectLoop loop, TimeSpan stopTimeout)
    {
        _loop = loop;
        _stopTimeout = stopTimeout;
        Address = listener.EndPoint.Address;
        Port = listener.EndPoint.Port;
        ComputerName = ReachableAddress(Address).ToString();
        StartTime = DateTimeOffset.Now;
        _thread = new Thread(Run) { IsBackground = true, Name = $"ChatServer {Port}" };
    }

    /// <summary>The address that a client on this machine connects to: the one that the server listens on, or loopback where that is every address.</summary>
    public string ComputerName { get; }

    /// <summary>The address that the server listens on.</summary>
    public IPAddress Address { get; }

    /// <summary>The TCP port that the server listens on; the real one where it was started with 0.</summary>
    public int Port { get; }

    /// <summary>Whether the server runs.</summary>
    public ChatServerState State => (ChatServerState)_state;

    /// <summary>How many clients are connected, logged in or not.</summary>
    public int ClientCount => _loop.Status.ClientCount;

    /// <summary>The names of those who are logged in, sorted without regard to case. A copy.</summary>
    public string[] UserName => _loop.GetNames();

    /// <summary>When the server was started.</summary>
    public DateTimeOffset StartTime { get; }

    /// <summary>The last error of the server itself: one that ended it, or one that it survived by closing a client. Normally null.</summary>
    public Exception? LastError => _failure ?? _loop.Status.Fault;

    /// <summary>Starts a server.</summary>
    /// <exception cref="ChatException">
    /// The address and port cannot be listened on (<see cref="ChatFailure.AddressInUse"/>), or other machines could log in under any name
    /// and nobody said that this is intended (<see cref="ChatFailure.LoginNotRestricted"/>), or the system has no socket left (<see cref="ChatFailure.OutOfResources"/>).
    /// </exception>
    internal static ChatServer Start(ServerOptions options)
    {
        if (!IPAddress.IsLoopback(options.Address) && options.Logins.Count == 0 && !options.AllowAnyLogin)
        {
            throw new ChatException(
                ChatFailure.LoginNotRestricted,
                $"Other machines can reach {options.Address}, and anybody could log in. Say who may with -Credential, or allow it with -AllowAnyLogin.");
        }

        Listener listener = Listener.Open(options);
        try
        {
            var server = new ChatServer(listener, new SelectLoop(listener, options), options.StopTimeout);
            server._thread.Start();
            return server;
        }
        catch (SocketException e)
        {
            listener.Dispose(); // the system had no socket left to wake the loop with
            throw Listener.NoDescriptors(e);
        }
    }

    /// <summary>
    /// Tells every client that the server stops, closes all connections and frees the port. Returns when that is done: normally at once,
    /// after about a second when a client does not read. A second call does nothing.
    /// </summary>
    /// <exception cref="ChatException">The server has not ended within 10 s (<see cref="ChatFailure.Timeout"/>); it goes on ending.</exception>
    public void Stop()
    {
        if (!TryStop())
            throw new ChatException(ChatFailure.Timeout, $"The chat server on {this} has not ended within {_stopTimeout.TotalSeconds} s.");
    }

    /// <summary>The same as <see cref="Stop"/>, without its error.</summary>
    public void Dispose() => TryStop();

    /// <summary>The address and port.</summary>
    public override string ToString() => new IPEndPoint(Address, Port).ToString();

    /// <summary>Makes the loop look at its clock: for tests, whose clock does not run by itself.</summary>
    internal void Wake() => _loop.Wake();

    /// <summary>How many turns the loop has made.</summary>
    internal long TurnCount => _loop.Status.TurnCount;

    private bool TryStop()
    {
        _loop.Stop();
        return _thread.Join(_stopTimeout);
    }

    private static IPAddress ReachableAddress(IPAddress address)
    {
        if (address.Equals(IPAddress.Any))
            return IPAddress.Loopback;
        return address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address;
    }

    private void Run()
    {
        var end = ChatServerState.Stopped;
        try
        {
            _loop.Run();
        }
        catch (Exception failure)
        {
            // The thread's last line of defence: an exception that escaped it would end PowerShell itself. It is kept to be looked at.
            _failure = failure;
            end = ChatServerState.Failed;
        }
        finally
        {
            _loop.Dispose();
            _state = (int)end;
        }
    }
}
