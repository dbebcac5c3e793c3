using System;
using System.Text;
using ChatPS.Protocol;
using ChatPS.Text;

namespace ChatPS.Client;

/// <summary>The first request of a connection, and what makes a name and a password fit for it.</summary>
internal static class LoginExchange
{
    /// <exception cref="ChatException"><see cref="ChatFailure.InvalidUserName"/> or <see cref="ChatFailure.InvalidPassword"/>.</exception>
    public static void Check(string userName, string password)
    {
        int room = ProtocolConstants.MaxPayload - RequestWriter.LoginOverhead - Encoding.UTF8.GetByteCount(userName);
        if (!UserNameRules.IsAlphanumeric(userName) || room < 1)
            throw new ChatException(ChatFailure.InvalidUserName, "A user name is letters and digits only, at least one, and fits in a frame of 99 bytes with the password.");
        if (!UserNameRules.IsAlphanumeric(password) || Encoding.UTF8.GetByteCount(password) > room)
            throw new ChatException(ChatFailure.InvalidPassword, "A password is letters and digits only, at least one, and fits in a frame of 99 bytes with the user name.");
    }

    /// <summary>Logs in; the frame with the password is cleared afterwards.</summary>
    /// <returns>What the server said, safe to print.</returns>
    /// <exception cref="ChatException"><see cref="ChatFailure.LoginRefused"/>, <see cref="ChatFailure.Timeout"/>, or why the connection has ended.</exception>
    /// <param name="connection">The connection: new, or with a new socket.</param>
    /// <param name="exchange">Sends on it.</param>
    /// <param name="userName">Who logs in.</param>
    /// <param name="where">Host and port, for the errors.</param>
    /// <param name="password">The password.</param>
    /// <param name="call">The time limit and the token.</param>
    public static string? Run(ChatConnection connection, RequestExchange exchange, string userName, string where, string password, in CallOptions call)
    {
        byte[] frame = RequestWriter.Login(userName, password);
        var login = new PendingLogin(userName);
        try
        {
            exchange.Send(login, frame, gather: true, call); // waiting for the reply sends it
            exchange.AwaitReply(login, call);
        }
        catch (ChatException e) when (e.Failure is ChatFailure.ConnectionLost or ChatFailure.Timeout)
        {
            string? refusal = e.Failure == ChatFailure.ConnectionLost ? login.Refusal ?? UnaskedRefusal(connection) : null;
            throw refusal is null
                ? new ChatException(e.Failure, $"'{userName}' could not log in at {where}: {e.Message}", e)
                : Refused(userName, where, refusal);
        }
        finally
        {
            Array.Clear(frame, 0, frame.Length);
        }

        if (login.Refusal is not null)
            throw Refused(userName, where, login.Refusal);
        return login.Reply?.Text;
    }

    private static ChatException Refused(string userName, string where, string refusal)
    {
        string text = TerminalText.MakeSafe(refusal);
        ChatFailure failure = ReplyPhrases.LoginFailure(refusal);
        string next = failure switch
        {
            ChatFailure.AlreadyLoggedIn => "Close the other session, or use another name.",
            ChatFailure.ServerFull => "Try again later.",
            _ => "Check user name and password.",
        };
        return new ChatException(failure, $"The server {where} refused the login of '{userName}': {text.TrimEnd('.')}. {next}", serverText: text);
    }

    // A server that is full may say so and close before it has read a login.
    private static string? UnaskedRefusal(ChatConnection connection)
    {
        if (connection.With(static links => links.EarlyRefusal) is { } early)
            return early;
        if (connection.Error is null)
            return null; // what is unread is from before the break
        var reader = new InboxReader(connection, filter: null);
        while (reader.Take() is { } said)
        {
            if (said.Kind == ChatMessageKind.Refusal)
                return said.Text;
        }

        return null;
    }
}
