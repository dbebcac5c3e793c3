using ChatPS.Client;

namespace ChatPS.Tests.Reliability;

/// <summary>Sessions of the real client without PowerShell around them.</summary>
internal static class Sessions
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static CallOptions Call(double seconds = 60) => new(TimeSpan.FromSeconds(seconds), CancellationToken.None);

    public static ChatSession Connect(int port, string name = "fo") =>
        ChatSession.Connect(new ConnectOptions("127.0.0.1", port, name), "pw", Call());

    /// <summary>A session at a scripted server, and the server's end of it.</summary>
    public static ChatSession Connect(ScriptedServer server, out ScriptedPeer peer)
    {
        Task<ScriptedPeer> accepting = Task.Run(server.AcceptLogin);
        ChatSession session = Connect(server.Port);
        peer = accepting.GetAwaiter().GetResult();
        return session;
    }

    /// <summary>So many messages, in order; fails when they do not come.</summary>
    public static ChatMessage[] Receive(this ChatSession session, int count)
    {
        var messages = new ChatMessage[count];
        InboxReader inbox = session.OpenInbox();
        Deadline deadline = Deadline.After(Patience);
        for (int i = 0; i < count;)
        {
            if (inbox.Take() is { } message)
            {
                messages[i++] = message;
                continue;
            }

            Assert.False(deadline.HasPassed, $"{i} of {count} messages came.");
            session.ThrowIfEnded();
            session.WaitAndRead(deadline);
        }

        return messages;
    }
}
