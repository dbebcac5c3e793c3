using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using ChatPS.Client;
using ChatPS.Net;
using ChatPS.Protocol;

namespace ChatPS;

/// <summary>
/// A login at a chat server. Made by <c>Connect-ChatServer</c>; may be used from several runspaces at once, and one that waits
/// for messages never delays one that sends. While no cmdlet waits on it, it reads by itself, so that it knows at once when the
/// connection has ended.
/// </summary>
public sealed class ChatSession : IDisposable
{
    private readonly SessionIdentity _identity;
    private readonly ChatConnection _connection;
    private readonly RequestExchange _exchange;
    private readonly Func<long> _clock;
    private volatile LoginFacts _login = new(null, default, null);
    private Reconnector? _reconnector;

    private ChatSession(ConnectOptions options, SocketChannel channel, IPAddress address)
    {
        _identity = new SessionIdentity(options.UserName);
        ComputerName = options.ComputerName;
        Port = options.Port;
        IsLoopback = IPAddress.IsLoopback(address); // of a socket that was reset already it cannot be read
        UseSsl = options.IsEncrypted;
        var inbox = new Inbox(_identity);
        _clock = options.Network.Clock;
        _connection = new ChatConnection(new FrameTransport(channel), FrameInterpreter.First(options, _identity, inbox.Add), inbox);
        _exchange = new RequestExchange(_connection, _clock);
    }

    /// <summary>Tells sessions of this process apart; counts from 1.</summary>
    public int Id => _identity.Id;

    /// <summary>Tells sessions of all processes apart: the messages of a session carry it.</summary>
    public Guid SessionKey => _identity.Key;

    /// <summary>The server's host as it was named to Connect-ChatServer; an IPv6 address without brackets.</summary>
    public string ComputerName { get; }

    /// <summary>The server's TCP port.</summary>
    public int Port { get; }

    /// <summary>Who is logged in.</summary>
    public string UserName => _identity.UserName;

    /// <summary>Where the session stands, as far as is known without looking at the socket.</summary>
    public ChatSessionState State => _connection.State;

    /// <summary>Why the session is <see cref="ChatSessionState.Broken"/> or <see cref="ChatSessionState.Reconnecting"/>, safe to print; else null.</summary>
    public string? Reason => _reconnector?.Status?.Failure?.Message ?? _connection.With(static links => links.Reason)?.Message;

    /// <summary>When the next try to log in again begins, by this machine's clock; null while one is on its way, and while there is a connection.</summary>
    public DateTimeOffset? NextTryAt => _reconnector?.Status?.NextTryAt;

    /// <summary>How many tries to log in again have begun since the break; 0 while there is a connection.</summary>
    public int TryCount => _reconnector?.Status?.Tries ?? 0;

    /// <summary>Messages received and not yet taken, at most 100 000. Beyond that the oldest are dropped, unless a cmdlet receives.</summary>
    public int UnreadCount => _connection.Status.UnreadCount;

    /// <summary>Messages that were dropped since nobody took them, own echoes not counted.</summary>
    public long DroppedCount => _connection.Status.DroppedCount;

    /// <summary>Parts that were said to all and have neither come back nor been refused, nor been reported as not confirmed.</summary>
    public int UnconfirmedCount => _connection.Status.UnconfirmedCount;

    /// <summary>Whether the connection is encrypted.</summary>
    public bool UseSsl { get; }

    /// <summary>The SHA-256 of the certificate that the server showed, 64 hexadecimal digits; null without TLS.</summary>
    public string? CertificateThumbprint => _login.Fingerprint;

    /// <summary>When the last login was accepted, by this machine's clock.</summary>
    public DateTimeOffset ConnectedAt => _login.At;

    /// <summary>What the server said to it, safe to print.</summary>
    public string? Welcome => _login.Welcome;

    internal bool IsLoopback { get; }

    /// <summary>For a loop that waits for it and for keys at once; null while there is none. Everything else goes through the session.</summary>
    internal Socket? Socket => _connection.Socket;

    /// <summary>Why the session has ended, as an error for whoever needs it; null while it is open, and while it may be again.</summary>
    internal ChatException? Error => _connection.Error;

    /// <summary>True while the server owes somebody a reply.</summary>
    internal bool HasPending => _connection.Status.OwedCount > 0;

    /// <summary>Closes the connection; does nothing when it is closed. Unread messages stay readable. Safe from any thread.</summary>
    public void Dispose()
    {
        _connection.Dispose();
        _exchange.Dispose();
    }

    /// <summary><c>fo@server:34998</c>; an IPv6 address stands in brackets, as in <c>fo@[::1]:34998</c>.</summary>
    public override string ToString() => $"{UserName}@{HostName.WithPort(ComputerName, Port)}";

    /// <summary>Connects and logs in; on any failure nothing stays open.</summary>
    /// <exception cref="ChatException">
    /// <see cref="ChatFailure.InvalidUserName"/> or <see cref="ChatFailure.InvalidPassword"/> before anything is sent,
    /// <see cref="ChatFailure.ServerUnreachable"/>, <see cref="ChatFailure.CertificateRefused"/>, <see cref="ChatFailure.LoginRefused"/>, <see cref="ChatFailure.Timeout"/>,
    /// <see cref="ChatFailure.ConnectionLost"/> or <see cref="ChatFailure.ProtocolViolation"/>.
    /// </exception>
    internal static ChatSession Connect(ConnectOptions options, string password, in CallOptions call)
    {
        LoginExchange.Check(options.UserName, password);
        var dialer = new ServerDialer(options);
        SocketChannel channel = dialer.Dial(call);
        var session = new ChatSession(options, channel, dialer.Address!);
        try
        {
            session._login = dialer.LogIn(session._connection, session._exchange, password, call);
            if (options.Reconnect is { } reconnect)
                session.Outlive(options, reconnect);
            call.Token.ThrowIfCancellationRequested(); // a login that nobody receives is not left open
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The parts in which a text for all is sent.</summary>
    /// <exception cref="ChatException"><see cref="ChatFailure.EmptyText"/> or <see cref="ChatFailure.ReservedText"/>.</exception>
    internal IReadOnlyList<string> SplitMessage(string text)
    {
        // What came back of the words before tells how much room there is.
        if (text.Length > ClientLimits.ShortText)
            _connection.ReadAvailable(trace: null, keep: true);
        return MessageSplitter.SplitMessage(text, UserName, _connection.Interpreter.MessageDecoration);
    }

    /// <summary>The parts in which a whisper is sent.</summary>
    /// <exception cref="ChatException"><see cref="ChatFailure.EmptyText"/> or <see cref="ChatFailure.InvalidUserName"/>.</exception>
    internal IReadOnlyList<string> SplitWhisper(string userName, string text) =>
        MessageSplitter.SplitWhisper(text, UserName, userName, _connection.Interpreter.WhisperDecoration);

    /// <summary>Says one part to all. It goes out within a millisecond; <see cref="Flush"/> makes sure that it has.</summary>
    internal void Say(string part, in CallOptions call) =>
        _exchange.Send(new PendingEcho(part, awaited: false), RequestWriter.Message(part), gather: true, call);

    /// <summary>The same, for a caller that looks whether it came back, or was refused. Its echo goes to the inbox all the same.</summary>
    internal PendingEcho BeginSay(string part, in CallOptions call)
    {
        var echo = new PendingEcho(part, awaited: false, confirmed: true);
        _exchange.Send(echo, RequestWriter.Message(part), gather: true, call);
        return echo;
    }

    /// <summary>Who looked at these will not any more: who closes the session reports what has not come back.</summary>
    internal void LoseReporter(IReadOnlyCollection<PendingEcho> echoes) => _connection.WithRequests(_ => ReplyMatcher.LoseReporter(echoes));

    /// <summary>Returns when all that was said is sent.</summary>
    internal void Flush(in CallOptions call) => _exchange.Flush(call);

    /// <summary>Says one part to all; returns what came back of it.</summary>
    /// <exception cref="ChatException">Also <see cref="ChatFailure.Refused"/> and <see cref="ChatFailure.Altered"/>.</exception>
    internal ChatMessage SayAndAwait(string part, in CallOptions call)
    {
        PendingEcho echo = _exchange.Request(new PendingEcho(part), RequestWriter.Message(part), call);
        return echo.Altered is { } altered ? throw altered : echo.Reply!;
    }

    /// <summary>Whispers one part; returns it as it was acknowledged.</summary>
    /// <exception cref="ChatException">Also <see cref="ChatFailure.Refused"/>.</exception>
    internal ChatMessage Whisper(string userName, string part, in CallOptions call) =>
        _exchange.Request(new PendingWhisper(userName, part), RequestWriter.Whisper(userName, part), call).Reply!;

    /// <summary>The names of who is logged in, exact: not yet safe to print.</summary>
    /// <exception cref="ChatException">Also <see cref="ChatFailure.Refused"/>.</exception>
    internal IReadOnlyList<string> ListUsers(in CallOptions call) =>
        _exchange.Request(new PendingUserList(), RequestWriter.List(), call).Names;

    /// <summary>Whispers one part without waiting for the server's word on it.</summary>
    internal PendingWhisper BeginWhisper(string userName, string part, in CallOptions call) =>
        _exchange.Begin(new PendingWhisper(userName, part), RequestWriter.Whisper(userName, part), call);

    /// <summary>Asks who is logged in without waiting for the list.</summary>
    internal PendingUserList BeginListUsers(in CallOptions call) => _exchange.Begin(new PendingUserList(), RequestWriter.List(), call);

    /// <summary>True when a request has its reply.</summary>
    /// <exception cref="ChatException">The session has ended without the reply.</exception>
    internal bool Poll(PendingRequest request) => _connection.Poll(request);

    /// <summary>Nobody waits for the reply any more: it goes to the inbox when it comes late.</summary>
    /// <returns>True when there is a reply all the same.</returns>
    internal bool GiveUp(PendingRequest request) => _connection.WithRequests(matcher => matcher.GiveUp(request));

    /// <summary>A way through the inbox that takes what matches; null takes any message.</summary>
    /// <param name="filter">What is taken; the rest stays.</param>
    /// <param name="holdsServer">Whether a full inbox makes the server wait until the reader is disposed.</param>
    internal InboxReader OpenInbox(IMessageFilter? filter = null, bool holdsServer = false) => new(_connection, filter, holdsServer);

    /// <summary>What one sender says to all, at full speed, and waits for at the end.</summary>
    internal MessageBatch BeginBatch() => new(_connection, _exchange);

    /// <summary>Makes the calling thread the one that reads, until <see cref="ReleaseReader"/>.</summary>
    /// <exception cref="OperationCanceledException">Another read it until the token was cancelled.</exception>
    internal void HoldReader(CancellationToken token) => _connection.HoldReader(token);

    /// <summary>Ends what <see cref="HoldReader"/> began.</summary>
    internal void ReleaseReader() => _connection.With(static links => links.Reader.GiveBack());

    /// <summary>The last messages that were taken, oldest first: at most so many.</summary>
    internal ChatMessage[] Recent(int count) => _connection.With(links => links.Recent.Last(count));

    /// <summary>Reads what has arrived, for a caller that shows no frames: the next that does shows them.</summary>
    internal void Refresh() => _connection.ReadAvailable(trace: null, keep: true);

    /// <summary>Reads what has arrived, without waiting: so many buffers at most, and none while the inbox is full.</summary>
    /// <returns>True when something was read.</returns>
    internal bool ReadAvailable(ICollection<string>? trace = null, int buffers = ClientLimits.ReadsAtAStretch) =>
        _connection.ReadAvailable(trace, buffers);

    /// <summary>Waits, for a slice at most, until something was read, by this caller or another.</summary>
    internal void WaitAndRead(Deadline deadline, ICollection<string>? trace = null) => _connection.WaitAndRead(deadline, trace);

    /// <summary>Milliseconds that only go forward: by these all waits of the session are measured.</summary>
    internal Func<long> Clock => _clock;

    /// <exception cref="ChatException">The session has ended.</exception>
    internal void ThrowIfEnded() => _connection.ThrowIfEnded();

    /// <summary>Waits, within the time limit of the call, for what is owed, and closes so that the server loses nothing.</summary>
    /// <returns>The texts, exact, that are not confirmed.</returns>
    internal IReadOnlyList<string> CloseGently(in CallOptions call)
    {
        IReadOnlyList<string> unconfirmed = new GracefulClose(_connection, _clock).Run(call);
        Dispose();
        return unconfirmed;
    }

    private void Outlive(ConnectOptions options, ReconnectOptions reconnect)
    {
        _reconnector = new Reconnector(options, reconnect, _connection, login => _login = login);
        _connection.With(links => links.Outlive(_reconnector));
    }
}
