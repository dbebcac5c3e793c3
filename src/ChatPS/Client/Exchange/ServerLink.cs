using ChatPS.Net;

namespace ChatPS.Client;

/// <summary>
/// One socket's part of a connection: frames in and out, and what the server at its other end owes and has taught. After a break
/// another takes its place. The connection's lock guards it.
/// </summary>
internal sealed class ServerLink
{
    /// <param name="transport">Closed with the link.</param>
    /// <param name="interpreter">Understands what comes, and holds what is owed.</param>
    /// <param name="idle">Reads while no caller does.</param>
    public ServerLink(FrameTransport transport, FrameInterpreter interpreter, IdleReader idle)
    {
        Transport = transport;
        Interpreter = interpreter;
        Idle = idle;
        Sender = new FrameSender(transport);
        Receiver = new FrameReceiver(transport, interpreter);
    }

    public FrameTransport Transport { get; }

    public FrameInterpreter Interpreter { get; }

    public IdleReader Idle { get; }

    public FrameSender Sender { get; }

    public FrameReceiver Receiver { get; }

    public ReplyMatcher Matcher => Interpreter.Matcher;

    public bool IsOpen => Transport.IsOpen;

    /// <summary>Bytes that the socket has taken, and replies that came.</summary>
    public long Progress => Sender.SentCount + Matcher.SettledCount;

    /// <summary>Something was sent that the other end has not acknowledged, or waits for room; false where the system does not tell.</summary>
    public bool IsOutstanding(out LinkState state)
    {
        LinkState? known = IsOpen ? LinkState.Of(Transport.Socket) : null;
        state = known ?? default;
        return known is not null && (state.IsOutstanding || Sender.HasUnsent);
    }

    /// <summary>Accepts the frame of a request and tracks the request.</summary>
    /// <returns>False, with nothing accepted, while there is no room.</returns>
    public bool TryAccept(PendingRequest request, byte[] frame, bool gather)
    {
        request.FrameOffset = Sender.AcceptedCount;
        if (!Sender.TryAccept(frame, gather))
            return false;
        Matcher.Requests.Add(request);
        return true;
    }
}
