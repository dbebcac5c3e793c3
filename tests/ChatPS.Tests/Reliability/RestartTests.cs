using System.Diagnostics;
using System.Net.Sockets;
using System.Security;
using ChatPS.Client;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Reliability;

/// <summary>A server that is killed and started again, under sessions with -Reconnect that speak and listen.</summary>
[Collection(Alone.Name)]
public sealed class RestartTests
{
    private const int Many = 4;
    private const int TextsARound = 50;

    private readonly List<Socket> _accepted = [];
    private volatile bool _isOver;

    [Fact]
    public async Task Each_text_is_received_once_or_its_sender_is_told()
    {
        ChatServer server = Start(0);
        int port = server.Port;
        Speaker[] speakers = [.. Enumerable.Range(0, Many).Select(i => new Speaker(Connect(port, "s" + i)))];
        Listener[] listeners = [.. Enumerable.Range(0, Many).Select(i => new Listener(Connect(port, "r" + i)))];
        Task[] work = [.. speakers.Select(one => ScriptedServer.Run(() => one.Run(() => _isOver))), .. listeners.Select(one => ScriptedServer.Run(one.Run))];
        double slowest = 0;
        int restarts = LongRun.Pick(3, 50);
        for (int i = 0; i < restarts; i++)
        {
            Progress(speakers);
            Kill(server);
            server = Start(port);
            var clock = Stopwatch.StartNew();
            RawClient.Until(() => server.UserName.Length == 2 * Many, "everybody is back");
            slowest = Math.Max(slowest, clock.Elapsed.TotalSeconds);
        }

        Progress(speakers);
        _isOver = true;
        await Task.WhenAll(work[..Many]).WaitAsync(ScriptedServer.Bound, TestContext.Current.CancellationToken);
        Array.ForEach(listeners, one => one.Await(speakers));
        await Task.WhenAll(work).WaitAsync(ScriptedServer.Bound, TestContext.Current.CancellationToken);
        Array.ForEach(speakers, one => one.AssertAllTold());
        Array.ForEach(listeners, one => one.AssertOnceAndInOrder(speakers));
        LongRun.Report($"{restarts} restarts: {speakers.Sum(one => one.Said):N0} texts, {speakers.Sum(one => one.Doubts.Count):N0} in doubt, none twice; all back within {slowest:0.0} s");
        Array.ForEach(speakers, one => one.Session.Dispose());
        Array.ForEach(listeners, one => one.Session.Dispose());
        server.Stop();
    }

    private static void Progress(Speaker[] speakers)
    {
        long[] before = [.. speakers.Select(one => one.Confirmed)];
        RawClient.Until(() => speakers.Select((one, i) => one.Confirmed - before[i]).All(more => more > TextsARound), "texts");
    }

    private static ChatSession Connect(int port, string name)
    {
        var password = new SecureString();
        password.AppendChar('p');
        var options = new ConnectOptions("127.0.0.1", port, name) { Reconnect = new ReconnectOptions(password, TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(15)) };
        return ChatSession.Connect(options, "p", Sessions.Call());
    }

    private ChatServer Start(int port) => ChatServer.Start(new ChatPS.Server.ServerOptions { Port = port, Accept = Accept });

    private Socket Accept(Socket listener)
    {
        Socket socket = listener.Accept();
        socket.LingerState = new LingerOption(true, 0); // closed, it resets: what is on its way is lost, as in a crash
        lock (_accepted)
            _accepted.Add(socket);
        return socket;
    }

    private void Kill(ChatServer server)
    {
        lock (_accepted)
        {
            foreach (Socket socket in _accepted)
                Reset(socket);
            _accepted.Clear();
        }

        server.Stop();
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed meanwhile.
        }
    }

    private sealed class Speaker(ChatSession session)
    {
        private readonly MessageBatch _batch = session.BeginBatch();

        public ChatSession Session => session;

        public List<string> Doubts { get; } = [];

        public long Said => _batch.SaidCount;

        public long Confirmed => _batch.ConfirmedCount;

        public void Run(Func<bool> isOver)
        {
            while (!isOver())
            {
                for (int i = 0; i < TextsARound; i++)
                    _batch.Say(_batch.SaidCount.ToString(), Sessions.Call());
                _batch.AwaitAll(Sessions.Call());
                Assert.Null(_batch.End);
                Doubts.AddRange(_batch.TakeDoubts());
            }
        }

        public void AssertAllTold()
        {
            Assert.Empty(_batch.TakeUnconfirmed());
            Assert.Empty(_batch.TakeFailures());
            Assert.Equal(Said, Confirmed + Doubts.Count);
            Assert.Equal(Doubts, Doubts.Distinct().OrderBy(int.Parse));
        }
    }

    private sealed class Listener(ChatSession session)
    {
        private readonly Dictionary<string, List<int>> _heard = [];
        private volatile bool _isOver;

        public ChatSession Session => session;

        public void Run()
        {
            InboxReader inbox = session.OpenInbox();
            while (!_isOver)
            {
                session.ThrowIfEnded();
                session.WaitAndRead(Deadline.After(TimeSpan.FromSeconds(1)));
                while (inbox.Take() is { } message)
                {
                    if (message.Kind != ChatMessageKind.Message)
                        continue;
                    lock (_heard)
                        Of(message.Sender!).Add(int.Parse(message.Text));
                }
            }
        }

        /// <summary>Until the last texts are there, said when all was well.</summary>
        public void Await(Speaker[] speakers)
        {
            RawClient.Until(() => Array.TrueForAll(speakers, HasLast), "the last texts");
            _isOver = true;
        }

        public void AssertOnceAndInOrder(Speaker[] speakers)
        {
            foreach (Speaker speaker in speakers)
            {
                List<int> numbers = Of(speaker.Session.UserName);
                Assert.NotEmpty(numbers);
                Assert.Equal(numbers.Distinct().Order(), numbers);
            }
        }

        private bool HasLast(Speaker speaker)
        {
            lock (_heard)
                return Of(speaker.Session.UserName) is { Count: > 0 } numbers && numbers[^1] == speaker.Said - 1;
        }

        private List<int> Of(string name)
        {
            if (!_heard.TryGetValue(name, out List<int>? numbers))
                _heard.Add(name, numbers = []);
            return numbers;
        }
    }
}
