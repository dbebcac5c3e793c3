using System;
using System.Collections.Generic;

namespace ChatPS.Client;

/// <summary>
/// Closes when what was said has come back. A close with something unread would reset the connection, and a server that had not read
/// so far would lose our last words: so the end is announced, and what still comes is read away.
/// </summary>
internal static class GracefulClose
{
    /// <summary>Waits for what is owed, within the time limit, and closes.</summary>
    /// <param name="connection">Closed in every case; another caller may wait on it meanwhile.</param>
    /// <param name="exchange">What was gathered is sent first.</param>
    /// <param name="call">The time limit of all. Cancelled, it closes at once.</param>
    /// <returns>The texts, exact, that are not confirmed, without those that their sender reports. Where the server never echoes, those that it did not take.</returns>
    public static IReadOnlyList<string> Run(ChatConnection connection, RequestExchange exchange, in CallOptions call)
    {
        Deadline last = Deadline.After(call.Timeout);
        bool sent = AwaitOwed(connection, exchange, last, call);
        bool wasOpen = connection.IsOpen;
        if (wasOpen)
            ReadUntilQuiet(connection, last, call);
        bool owesEchoes = connection.Status.HasEchoed || !sent || !wasOpen;
        connection.Dispose();
        IReadOnlyList<string> unconfirmed = connection.WithRequests(static matcher => matcher.GiveUpEchoes());
        return owesEchoes ? unconfirmed : [];
    }

    private static bool AwaitOwed(ChatConnection connection, RequestExchange exchange, Deadline last, in CallOptions call)
    {
        Deadline quiet = Deadline.After(ClientLimits.SilentServer);
        long progress = connection.Status.Progress;
        bool sent = connection.TryFlush();
        while (connection.IsOpen && (!sent || connection.Status.UnconfirmedCount > 0) && !last.HasPassed && !call.Token.IsCancellationRequested)
        {
            // A server that has never echoed may never do so.
            if (sent && !connection.Status.HasEchoed && quiet.HasPassed)
                break;
            call.Progress?.Invoke();
            if (sent)
                connection.WaitAndRead(last, call.Trace);
            else
                connection.WaitWritable(last, call.Trace);
            sent = connection.TryFlush();
            if (connection.Status.Progress != progress)
                quiet = Deadline.After(ClientLimits.SilentServer);
            progress = connection.Status.Progress;
        }

        return sent;
    }

    // Until the server closes too, or has been quiet for a moment.
    private static void ReadUntilQuiet(ChatConnection connection, Deadline last, in CallOptions call)
    {
        connection.ShutdownSend();
        Deadline quiet = Deadline.After(ClientLimits.CloseQuiet);
        while (connection.IsOpen && !last.HasPassed && !quiet.HasPassed && !call.Token.IsCancellationRequested)
        {
            if (connection.WaitAndRead(quiet, call.Trace))
                quiet = Deadline.After(ClientLimits.CloseQuiet);
        }
    }
}
