namespace ChatPS.Client;

/// <summary>What is unread, owed and done on a connection, at one moment.</summary>
/// <param name="UnreadCount">Messages that were received and not taken.</param>
/// <param name="DroppedCount">Messages that were dropped since nobody took them.</param>
/// <param name="OwedCount">Requests that the server owes somebody a reply to.</param>
/// <param name="UnconfirmedCount">Parts that were said to all and are not confirmed.</param>
/// <param name="HasEchoed">Whether the server has echoed anything.</param>
/// <param name="Progress">Changes whenever the socket takes bytes, or an owed reply comes.</param>
internal readonly record struct ConnectionStatus(
    int UnreadCount, long DroppedCount, int OwedCount, int UnconfirmedCount, bool HasEchoed, long Progress);
