using System;
using System.Collections.Generic;

namespace ChatPS.Client;

/// <summary>
/// Closes when what was said has come back. A close with something unread would reset the connection, and a server that had not read
/// so far would lose our last words: so the end is announced, and what still comes is read away.
/// </summary>
internal sealed class GracefulClose
{
    private readonly ChatConnection _connection;
    private readonly Func<long> _clock;

    /// <param name="connection">Closed in every case; another caller may wait on it meanwhile.</param>
    /// <param name="clock">Milliseconds that only go forward.</param>
    public GracefulClose(ChatConnection connection, Func<long> clock)
    {
        _connection = connection;
        _clock = clock;
    }

    /// <summary>Waits for what is owed, within the time limit, and closes.</summary>
    /// <param name="call">The time limit of all. Cancelled, it closes at once.</param>
    /// <returns>The texts, exact, that are not confirmed, without those that their sender reports. Where the server never echoes, those that it did not take.</returns>
    public IReadOnlyList<string> Run(in CallOptions call)
    {
        Deadline last = Deadline.After(call.Timeout, _clock);
        bool sent = AwaitOwed(last, call);
        bool wasOpen = _connection.IsOpen;
        if (wasOpen)
            ReadUntilQuiet(last, call);
        bool owesEchoes = _connection.Status.HasEchoed || !sent || !wasOpen;
        _connection.Dispose();
        return _connection.With(links => links.GiveUpEchoes(owesEchoes));
    }

    private bool AwaitOwed(Deadline last, in CallOptions call)
    {
        Deadline quiet = Deadline.After(ClientLimits.SilentServer, _clock);
        long progress = _connection.Status.Progress;
        bool sent = _connection.TryFlush();
        while (_connection.IsOpen && (!sent || _connection.Status.UnconfirmedCount > 0) && !last.HasPassed && !call.Token.IsCancellationRequested)
        {
            // A server that has never echoed may never do so.
            if (sent && !_connection.Status.HasEchoed && quiet.HasPassed)
                break;
            call.Progress?.Invoke();
            if (sent)
                _connection.WaitAndRead(last, call.Trace);
            else
                _connection.WaitWritable(last, call.Trace);
            sent = _connection.TryFlush();
            if (_connection.Status.Progress != progress)
                quiet = Deadline.After(ClientLimits.SilentServer, _clock);
            progress = _connection.Status.Progress;
        }

        return sent;
    }

    // Until the server closes too, or has been quiet for a moment. Some speak without end: who owes us nothing has read all we said.
    private void ReadUntilQuiet(Deadline last, in CallOptions call)
    {
        _connection.With(static links => links.Reader.ShutdownSend());
        if (_connection.Status.UnconfirmedCount == 0)
            last = Deadline.Earlier(last, Deadline.After(ClientLimits.CloseTalk, _clock));
        Deadline quiet = Deadline.After(ClientLimits.CloseQuiet, _clock);
        while (_connection.IsOpen && !last.HasPassed && !quiet.HasPassed && !call.Token.IsCancellationRequested)
        {
            if (_connection.WaitAndRead(quiet, call.Trace))
                quiet = Deadline.After(ClientLimits.CloseQuiet, _clock);
        }
    }
}
