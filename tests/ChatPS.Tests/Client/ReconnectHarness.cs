using System.Net;
using System.Net.Sockets;
using System.Security;
using ChatPS.Client;
using ChatPS.Protocol;
using ChatPS.Tests.Reliability;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Client;

/// <summary>A session with -Reconnect at a server that breaks and comes back when a test says so, by a clock moved by hand.</summary>
internal sealed class ReconnectHarness : IDisposable
{
    private volatile int _dialled;

    public ReconnectHarness(int? sendBuffer = null)
    {
        SendBuffer = sendBuffer;
        Task<ScriptedPeer> accepting = Task.Run(() => Welcome(Server.Accept()));
        Session = ChatSession.Connect(Options(), "pw", Sessions.Call());
        Peer = accepting.GetAwaiter().GetResult();
    }

    public ManualClock Clock { get; } = new();

    public ScriptedServer Server { get; } = new();

    public SecureString Password { get; } = Secret("pw");

    public ChatSession Session { get; }

    /// <summary>The server's end of the newest connection.</summary>
    public ScriptedPeer Peer { get; private set; }

    /// <summary>Whether the server refuses every connection.</summary>
    public bool IsDown { get; set; }

    /// <summary>Called on the thread of the tries, when a socket is connected and nothing has been sent.</summary>
    public Action? Connected { get; set; }

    public int Dialled => _dialled;

    private int? SendBuffer { get; }

    public static void Until(Func<bool> condition) => RawClient.Until(condition, "what was awaited");

    public static Task<T> Bounded<T>(Func<T> call) =>
        Task.Run(call, TestContext.Current.CancellationToken).WaitAsync(ScriptedServer.Bound, TestContext.Current.CancellationToken);

    /// <summary>The connection ends, and the session knows.</summary>
    public void Break()
    {
        Peer.Dispose();
        Until(() => Session is { State: ChatSessionState.Reconnecting, NextTryAt: not null });
    }

    /// <summary>The next try, at once.</summary>
    public ScriptedPeer Accept()
    {
        Clock.Advance(TimeSpan.FromSeconds(30));
        return Server.Accept();
    }

    /// <summary>The next try is let in.</summary>
    /// <param name="more">What is said right behind the welcome.</param>
    public void ComeBack(params string[] more)
    {
        Peer = Welcome(Accept(), more);
        Until(() => Session.State == ChatSessionState.Opened);
    }

    public void AssertPasswordIsGone() => Assert.Throws<ObjectDisposedException>(() => Password.Length);

    public void Dispose()
    {
        Session.Dispose();
        Peer.Dispose();
        Server.Dispose();
    }

    private static ScriptedPeer Welcome(ScriptedPeer peer, params string[] more)
    {
        Assert.Equal("LOGIN fo pw", peer.Read());
        peer.Say([ServerText.Welcome("fo"), .. more]);
        return peer;
    }

    private static SecureString Secret(string text)
    {
        var secret = new SecureString();
        foreach (char c in text)
            secret.AppendChar(c);
        return secret;
    }

    private ConnectOptions Options() => new("127.0.0.1", Server.Port, "fo")
    {
        Network = new NetworkEnvironment { Clock = Clock.Read, Dial = Dial, Random = static () => 0.5 },
        Reconnect = new ReconnectOptions(Password, TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(15)),
    };

    private Socket Dial(IPEndPoint address)
    {
        Interlocked.Increment(ref _dialled);
        if (IsDown)
            throw new SocketException((int)SocketError.ConnectionRefused);
        Socket socket = NetworkEnvironment.System.Dial(address);
        if (SendBuffer is { } bytes)
            socket.SendBufferSize = bytes;
        Connected?.Invoke();
        return socket;
    }
}
