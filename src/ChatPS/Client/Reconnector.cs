using System;
using System.Net;
using System.Security;
using System.Threading;
using ChatPS.Net;

namespace ChatPS.Client;

/// <summary>
/// Logs in again when a connection has broken, on a thread of its own that lives as long as the gap: a try may wait for a name, a
/// handshake or an answer, and so many waits at once would starve the pool.
/// </summary>
internal sealed class Reconnector : IReconnector
{
    private const int StackBytes = 256 * 1024;

    private readonly ConnectOptions _options;
    private readonly ReconnectOptions _reconnect;
    private readonly ChatConnection _connection;
    private readonly Action<LoginFacts> _onLogin;
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationToken _token;
    private volatile ReconnectStatus? _status;

    /// <param name="options">As the session was opened.</param>
    /// <param name="reconnect">How, and how long, it is tried; the password is disposed in the end.</param>
    /// <param name="connection">What is brought back.</param>
    /// <param name="onLogin">Called on the thread of the tries.</param>
    public Reconnector(ConnectOptions options, ReconnectOptions reconnect, ChatConnection connection, Action<LoginFacts> onLogin)
    {
        _options = options;
        _reconnect = reconnect;
        _connection = connection;
        _onLogin = onLogin;
        _token = _end.Token;
    }

    /// <summary>How the tries stand; null while there is a connection.</summary>
    public ReconnectStatus? Status => _connection.State == ChatSessionState.Reconnecting ? _status : null;

    private Func<long> Clock => _options.Network.Clock;

    /// <inheritdoc/>
    public void Begin()
    {
        _status = new ReconnectStatus(0, null, null);
        new Thread(Run, StackBytes) { IsBackground = true, Name = "ChatPS reconnects" }.Start();
    }

    /// <inheritdoc/>
    /// <remarks>The source of the token is left to the collector: the thread may be waiting for it.</remarks>
    public void Dispose()
    {
        _end.Cancel();
        _reconnect.Password.Dispose();
    }

    private void Run()
    {
        try
        {
            if (!TryUntilLimit(Deadline.After(_reconnect.Limit, Clock), out ChatException? last))
                GiveUp(last);
        }
        catch (OperationCanceledException)
        {
            // The session was closed.
        }
        catch (Exception e)
        {
            // Nobody else could report it, and it would end the process.
            _connection.With(links => links.End(new ChatException(ChatFailure.ConnectionLost, "The session has ended by a fault of its own: " + e.Message, e)));
        }
    }

    private bool TryUntilLimit(Deadline limit, out ChatException? last)
    {
        var schedule = new ReconnectSchedule(_options.Network.Random);
        last = null;
        for (int tries = 1; ; tries++)
        {
            TimeSpan wait = schedule.Next();
            _status = new ReconnectStatus(tries - 1, DateTimeOffset.Now + wait, last);
            AwaitTime(Deadline.Earlier(Deadline.After(wait, Clock), limit));
            if (limit.HasPassed)
                return false;
            _status = new ReconnectStatus(tries, null, last);
            last = TryOnce(tries, limit);
            if (last is null)
                return true;
        }
    }

    // In slices, since the clock is not always the system's.
    private void AwaitTime(Deadline time)
    {
        while (!time.HasPassed)
        {
            _token.WaitHandle.WaitOne(time.MillisecondsAtMost(ClientLimits.SliceMilliseconds));
            _token.ThrowIfCancellationRequested();
        }
    }

    private ChatException? TryOnce(int tries, Deadline limit)
    {
        var timeout = TimeSpan.FromMilliseconds(limit.MillisecondsAtMost((int)Math.Min(int.MaxValue, _reconnect.TryTimeout.TotalMilliseconds)));
        try
        {
            LogIn(tries, new CallOptions(timeout, _token));
            return null;
        }
        catch (ChatException e)
        {
            _connection.With(links => links.EndTry(e));
            return e;
        }
    }

    private void LogIn(int tries, in CallOptions call)
    {
        var dialer = new ServerDialer(_options);
        SocketChannel channel = dialer.Dial(call);
        if (!_connection.TryReplace(new FrameTransport(channel)))
        {
            channel.Dispose();
            throw new OperationCanceledException();
        }

        using var exchange = new RequestExchange(_connection, Clock);
        LoginFacts facts = dialer.LogIn(_connection, exchange, PasswordText(), call);
        if (!_connection.With(links => links.TryResume(tries)))
            throw new ChatException(ChatFailure.ConnectionLost, "The connection was lost again behind the login.");
        _onLogin(facts);
    }

    private string PasswordText()
    {
        try
        {
            return new NetworkCredential("", _reconnect.Password).Password;
        }
        catch (ObjectDisposedException)
        {
            throw new OperationCanceledException();
        }
    }

    private void GiveUp(ChatException? last)
    {
        string tried = last is null ? "" : $" The last try to log in again: {last.Message}";
        _connection.With(links => links.End(new ChatException(
            ChatFailure.ConnectionLost, $"The connection to the server was lost, and did not come back within {_reconnect.Limit.TotalSeconds:0.###} s.{tried}", last)));
    }
}
