using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using ChatPS.Client;
using ChatPS.Protocol;
using ChatPS.Text;

namespace ChatPS;

/// <summary>
/// A login at a chat server. Made by <c>Connect-ChatServer</c>; may be used from several runspaces at once, and one that waits
/// for messages never delays one that sends. There is no reader in the background: <see cref="State"/> tells what is known
/// since the last look, and <c>Get-ChatSession</c> looks.
/// </summary>
public sealed class ChatSession : IDisposable
{
    // Fits a frame behind any name and whatever a server puts around it.
    private const int ShortText = 40;

    private static int s_lastId;

    private readonly ChatConnection _link;
    private readonly FrameSender _sender;

    private ChatSession(ConnectOptions options, Socket socket)
    {
        Id = Interlocked.Increment(ref s_lastId);
        ComputerName = options.ComputerName;
        Port = options.Port;
        UserName = options.UserName;
        IsLoopback = socket.RemoteEndPoint is IPEndPoint { Address: var address } && IPAddress.IsLoopback(address);
        var connection = new FrameTransport(socket);
        _link = new ChatConnection(connection, new FrameInterpreter(new ServerMessageParser(options.MessagePattern, options.WhisperPattern), UserName, Id));
        _sender = new FrameSender(_link, connection);
    }

    /// <summary>Tells sessions of this process apart; counts from 1.</summary>
    public int Id { get; }

    /// <summary>The server's host as it was named to Connect-ChatServer; an IPv6 address without brackets.</summary>
    public string ComputerName { get; }

    /// <summary>The server's TCP port.</summary>
    public int Port { get; }

    /// <summary>Who is logged in.</summary>
    public string UserName { get; }

    /// <summary>Where the session stands, as far as is known without looking at the socket.</summary>
    public ChatSessionState State => _link.End.State;

    /// <summary>Why the session is <see cref="ChatSessionState.Broken"/>, safe to print; else null.</summary>
    public string? Reason => _link.End.Reason?.Message;

    /// <summary>Messages received and not yet taken. At 100 000 reading stops, and the server has to wait.</summary>
    public int UnreadCount => _link.UnreadCount;

    /// <summary>When the login was accepted, by this machine's clock.</summary>
    public DateTimeOffset ConnectedAt { get; private set; }

    /// <summary>What the server said to the login, safe to print.</summary>
    public string? Welcome { get; private set; }

    internal bool IsLoopback { get; }

    internal ChatConnection Link => _link;

    /// <summary>Closes the connection; does nothing when it is closed. Unread messages stay readable. Safe from any thread.</summary>
    public void Dispose()
    {
        _link.Dispose();
        _sender.Dispose();
    }

    /// <summary>Closes when the server has taken all that was sent.</summary>
    internal void CloseGently(in CallOptions call)
    {
        _link.CloseGently(call);
        _sender.Dispose();
    }

    /// <summary><c>fo@server:34998</c>; an IPv6 address stands in brackets, as in <c>fo@[::1]:34998</c>.</summary>
    public override string ToString() => $"{UserName}@{HostName.WithPort(ComputerName, Port)}";

    /// <summary>Connects and logs in; on any failure nothing stays open.</summary>
    /// <exception cref="ChatException">
    /// <see cref="ChatFailure.InvalidUserName"/> or <see cref="ChatFailure.InvalidPassword"/> before anything is sent,
    /// <see cref="ChatFailure.ServerUnreachable"/>, <see cref="ChatFailure.LoginRefused"/>, <see cref="ChatFailure.Timeout"/>,
    /// <see cref="ChatFailure.ConnectionLost"/> or <see cref="ChatFailure.ProtocolViolation"/>.
    /// </exception>
    internal static ChatSession Connect(ConnectOptions options, string password, in CallOptions call)
    {
        CheckLogin(options.UserName, password);
        var session = new ChatSession(options, Connector.Connect(options.ComputerName, options.Port, call));
        try
        {
            session.LogIn(password, call);
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
        if (text.Length > ShortText)
            _link.Probe();
        List<string> parts = NotEmpty(MessageSplitter.SplitMessage(text, UserName, _link.MessageDecoration));
        if (parts.Contains(RequestWriter.Who))
            throw new ChatException(ChatFailure.ReservedText, "The text 'WHO' cannot be said: servers take it for the request. For the list of users use Get-ChatUser.");
        return parts;
    }

    /// <summary>The parts in which a whisper is sent.</summary>
    /// <exception cref="ChatException"><see cref="ChatFailure.EmptyText"/> or <see cref="ChatFailure.InvalidUserName"/>.</exception>
    internal IReadOnlyList<string> SplitWhisper(string userName, string text)
    {
        if (!UserNameRules.IsAlphanumeric(userName) || Encoding.UTF8.GetByteCount(userName) > FrameCodec.MaxPayload - 3 - MessageSplitter.MinPart)
            throw new ChatException(ChatFailure.InvalidUserName, $"'{TerminalText.MakeSafe(userName)}' cannot be a user's name: names are letters and digits, and not too long.");
        return NotEmpty(MessageSplitter.SplitWhisper(text, UserName, userName, _link.WhisperDecoration));
    }

    /// <summary>Says one part to all. It goes out within a millisecond; <see cref="Flush"/> makes sure that it has.</summary>
    internal void Say(string part, in CallOptions call) =>
        _sender.Post(new PendingRequest(ReplyKind.Echo, part, awaited: false), RequestWriter.Message(part), gather: true, call);

    /// <summary>Returns when all that was said is sent.</summary>
    internal void Flush(in CallOptions call) => _sender.Flush(call);

    /// <summary>Says one part to all; returns what came back of it.</summary>
    /// <exception cref="ChatException">Also <see cref="ChatFailure.Refused"/>.</exception>
    internal ChatMessage SayAndAwait(string part, in CallOptions call) =>
        Await(Begin(new PendingRequest(ReplyKind.Echo, part), RequestWriter.Message(part), call), call).Answer!;

    /// <summary>Whispers one part; returns it as it was acknowledged.</summary>
    /// <exception cref="ChatException">Also <see cref="ChatFailure.Refused"/>.</exception>
    internal ChatMessage Whisper(string userName, string part, in CallOptions call)
    {
        PendingRequest request = Await(BeginWhisper(userName, part, call), call);
        return new ChatMessage(ChatMessageKind.Whisper, UserName, part, request.Answer!.RawBytes, isOwn: true, Id, DateTimeOffset.Now, userName);
    }

    /// <summary>The names of who is logged in, exact: not yet safe to print.</summary>
    /// <exception cref="ChatException">Also <see cref="ChatFailure.Refused"/>.</exception>
    internal IReadOnlyList<string> ListUsers(in CallOptions call) => Await(BeginListUsers(call), call).Names;

    /// <summary>Whispers one part without waiting for the server's word on it.</summary>
    internal PendingRequest BeginWhisper(string userName, string part, in CallOptions call) =>
        Begin(new PendingRequest(ReplyKind.WhisperReceipt, userName), RequestWriter.Whisper(userName, part), call);

    /// <summary>Asks who is logged in without waiting for the list.</summary>
    internal PendingRequest BeginListUsers(in CallOptions call) => Begin(new PendingRequest(ReplyKind.Names), RequestWriter.List(), call);

    private static void CheckLogin(string userName, string password)
    {
        int room = FrameCodec.MaxPayload - RequestWriter.LoginOverhead - Encoding.UTF8.GetByteCount(userName);
        if (!UserNameRules.IsAlphanumeric(userName) || room < 1)
            throw new ChatException(ChatFailure.InvalidUserName, "A user name is letters and digits only, at least one, and fits in a frame of 99 bytes with the password.");
        if (!UserNameRules.IsAlphanumeric(password) || Encoding.UTF8.GetByteCount(password) > room)
            throw new ChatException(ChatFailure.InvalidPassword, "A password is letters and digits only, at least one, and fits in a frame of 99 bytes with the user name.");
    }

    private static List<string> NotEmpty(List<string> parts) => parts.Count > 0
        ? parts
        : throw new ChatException(ChatFailure.EmptyText, "There is nothing to send: the text is empty.");

    private void LogIn(string password, in CallOptions call)
    {
        byte[] frame = RequestWriter.Login(UserName, password);
        var login = new PendingRequest(ReplyKind.Welcome);
        try
        {
            PostAndAwait(login, frame, call);
        }
        finally
        {
            Array.Clear(frame, 0, frame.Length);
        }

        if (login.Refusal is not null)
            throw new ChatException(ChatFailure.LoginRefused, $"The server refused the login of '{UserName}': {TerminalText.MakeSafe(login.Refusal)}");
        Welcome = login.Answer?.Text;
        ConnectedAt = DateTimeOffset.Now;
    }

    // A server that is full may say so and close before it has read a login.
    private void PostAndAwait(PendingRequest login, byte[] frame, in CallOptions call)
    {
        try
        {
            _sender.Post(login, frame, gather: false, call);
            _link.Requests.Await(login, call);
        }
        catch (ChatException e) when (e.Failure == ChatFailure.ConnectionLost)
        {
            long seen = 0;
            while (login.Refusal is null && _link.Take(null, ref seen) is { } said)
                login.Refusal = said.Kind == ChatMessageKind.Refusal ? said.Text : null;
            if (login.Refusal is null)
                throw;
        }
    }

    private PendingRequest Begin(PendingRequest request, byte[] frame, in CallOptions call)
    {
        _sender.Post(request, frame, gather: false, call);
        return request;
    }

    private PendingRequest Await(PendingRequest request, in CallOptions call)
    {
        _link.Requests.Await(request, call);
        if (request.Refusal is not null)
            throw new ChatException(ChatFailure.Refused, "The server refused: " + TerminalText.MakeSafe(request.Refusal));
        return request;
    }
}
