using System;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using ChatPS.Net;
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
    private readonly ServerLog _log;
    private readonly bool _isPublic;
    private LogFile? _logFile;
    private volatile Exception? _failure;
    private volatile int _state = (int)ChatServerState.Running;

    private ChatServer(Listener listener, SelectLoop loop, ServerOptions options, ServerLog log)
    {
        _loop = loop;
        _log = log;
        _stopTimeout = options.StopTimeout;
        Fault = options.Faults?.Kinds ?? ChatServerFault.None;
        _isPublic = !IPAddress.IsLoopback(options.Address);
        CertificateThumbprint = options.Certificate is null ? null : CertificateFingerprint.Of(options.Certificate);
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

    /// <summary>Whether connections are encrypted.</summary>
    public bool UseSsl => CertificateThumbprint is not null;

    /// <summary>The SHA-256 of the server's certificate, 64 hexadecimal digits; null without TLS. A client that is told it trusts this server and no other.</summary>
    public string? CertificateThumbprint { get; }

    /// <summary>What the server does wrong on purpose.</summary>
    public ChatServerFault Fault { get; }

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
    /// and nobody said that this is intended (<see cref="ChatFailure.LoginNotRestricted"/>), or a file of the options cannot be used (<see cref="ChatFailure.FileNotUsable"/>), or the system has no socket left (<see cref="ChatFailure.OutOfResources"/>), or other machines can reach a server with faults (<see cref="ChatFailure.FaultNotLocal"/>).
    /// </exception>
    internal static ChatServer Start(ServerOptions options)
    {
        if (!IPAddress.IsLoopback(options.Address) && options.Logins.Count == 0 && options.LoginPath is null && !options.AllowAnyLogin)
        {
            throw new ChatException(
                ChatFailure.LoginNotRestricted,
                $"Other machines can reach {options.Address}, and anybody could log in. Say who may with -Credential or -LoginPath, or allow it with -AllowAnyLogin.");
        }

        if (options.Faults is not null && !IPAddress.IsLoopback(options.Address))
            throw new ChatException(ChatFailure.FaultNotLocal, $"A server with faults is for tests on this machine, and {options.Address} can be reached from others.");
        var log = new ServerLog(static () => DateTime.Now);
        if (options.LogMessages)
            log.BeginMessages();
        LoginFile? logins = options.LoginPath is { } loginPath ? new LoginFile(loginPath, new LoginList(options.Logins)) : null;
        Listener listener = Listener.Open(options);
        try
        {
            var server = new ChatServer(listener, new SelectLoop(listener, options, log, logins), options, log);
            if (options.LogPath is { } path)
                server._logFile = LogFile.Start(path, log, server._loop.Status, options.LogMessages);
            log.Add(ChatServerEventKind.Started, reason: server.ToString());
            server._thread.Start();
            return server;
        }
        catch (Exception e) when (e is SocketException or ChatException)
        {
            listener.Dispose(); // the system had no socket left to wake the loop with, or the log cannot be written
            throw e is SocketException system ? Listener.NoDescriptors(system) : e;
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

    /// <summary>What has happened, for those who read along.</summary>
    internal ServerLog Log => _log;

    /// <summary>Has the loop's thread do something, and returns its result.</summary>
    /// <exception cref="ChatException">
    /// The server has ended, or ends before that is done (<see cref="ChatFailure.ServerEnded"/>), or did not come to it in time (<see cref="ChatFailure.Timeout"/>).
    /// </exception>
    internal T Run<T>(Func<ServerControl, T> command, CancellationToken token)
    {
        ThrowIfEnded();
        var pending = new LoopCommand<T>(() => command(_loop.Control));
        _loop.Post(pending.Run);
        return pending.TryWait(_stopTimeout, ThrowIfEnded, token, out T result)
            ? result
            : throw new ChatException(ChatFailure.Timeout, $"The chat server on {this} has not answered within {_stopTimeout.TotalSeconds} s.");
    }

    /// <summary>Says something to all.</summary>
    /// <exception cref="ChatException">As <see cref="Run{T}"/>; or there is nothing to say (<see cref="ChatFailure.EmptyText"/>).</exception>
    internal void Notify(string text, CancellationToken token)
    {
        if (!Run(control => control.Notify(text), token))
            throw new ChatException(ChatFailure.EmptyText, "The notice is empty.");
    }

    /// <summary>Bans a name or an address; null is for as long as the server runs.</summary>
    /// <returns>True.</returns>
    /// <exception cref="ChatException">As <see cref="Run{T}"/>.</exception>
    internal bool Ban(string nameOrAddress, TimeSpan? time, CancellationToken token) => Run(
        control =>
        {
            control.Ban(nameOrAddress, time);
            return true;
        },
        token);

    /// <summary>Changes settings.</summary>
    /// <exception cref="ChatException">As <see cref="Run{T}"/>; or anybody could log in from other machines.</exception>
    internal void Change(ServerChange change, CancellationToken token)
    {
        if (_isPublic && change.Logins is { Count: 0 })
            throw new ChatException(ChatFailure.LoginNotRestricted, $"Other machines can reach {Address}, and anybody could log in.");
        Run(
            control =>
            {
                control.Change(change);
                return true;
            },
            token);
    }

    /// <exception cref="ChatException">It has.</exception>
    internal void ThrowIfEnded()
    {
        if (State == ChatServerState.Failed)
            throw new ChatException(ChatFailure.ServerEnded, $"The chat server on {this} has failed: {LastError?.Message}", LastError);
        if (State == ChatServerState.Stopped)
            throw new ChatException(ChatFailure.ServerEnded, $"The chat server on {this} has stopped.");
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>False when it has not after so many milliseconds.</returns>
    internal bool WaitForEnd(int milliseconds) => _thread.Join(milliseconds);

    /// <summary>Makes the loop look at its clock: for tests, whose clock does not run by itself.</summary>
    internal void Wake() => _loop.Wake();

    /// <summary>How many turns the loop has made.</summary>
    internal long TurnCount => _loop.Status.TurnCount;

    /// <summary>It has been told to stop.</summary>
    internal bool IsStopping => _loop.IsStopping;

    private bool TryStop()
    {
        _loop.Stop();
        return _thread.Join(_stopTimeout) && _logFile?.Join(_stopTimeout) != false;
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
            bool hasFailed = end == ChatServerState.Failed;
            _log.Add(hasFailed ? ChatServerEventKind.Failed : ChatServerEventKind.Stopped, reason: _failure?.Message);
            _log.End();
            _state = (int)end;
        }
    }
}
