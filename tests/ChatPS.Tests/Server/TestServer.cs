using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using ChatPS.Server;

namespace ChatPS.Tests.Server;

/// <summary>A server of a test's own on a free port; with little room the system holds next to nothing of what a client does not read. Its end checks that the server had no error of its own.</summary>
internal sealed class TestServer : IDisposable
{
    private long _now;

    public TestServer(
        Readiness readiness = Readiness.Default,
        IPAddress? address = null,
        string[]? logins = null,
        bool allowAnyLogin = false,
        bool announcePresence = false,
        int maxClient = 10_000,
        int? messagesPerSecond = null,
        bool stoppedClock = false,
        long? maxQueuedBytes = null,
        bool littleRoom = false,
        Func<Socket, Socket>? accept = null)
    {
        var standard = new ServerOptions();
        Server = ChatServer.Start(new ServerOptions
        {
            Port = 0,
            CreateReadinessSet = ReadinessTests.Factory(readiness),
            Address = address ?? IPAddress.Loopback,
            Logins = (logins ?? []).Select(pair => pair.Split(' ')).Select(pair => Login(pair[0], pair[1])).ToArray(),
            AllowAnyLogin = allowAnyLogin,
            AnnouncePresence = announcePresence,
            MaxClient = maxClient,
            MessagesPerSecond = messagesPerSecond,
            SendBufferSize = littleRoom ? 4096 : standard.SendBufferSize,
            Clock = stoppedClock ? () => Interlocked.Read(ref _now) : standard.Clock,
            Accept = accept ?? standard.Accept,

            // With a clock that stands still whoever is slowed would be slowed for ever.
            RateWhileCongested = stoppedClock ? default : standard.RateWhileCongested,
            MaxQueuedBytes = maxQueuedBytes ?? standard.MaxQueuedBytes,
        });
    }

    public ChatServer Server { get; }

    public static ChatLogin Login(string name, string password) => new(name, Encoding.UTF8.GetBytes(password));

    public RawClient Connect(int? receiveBuffer = null) => RawClient.Connect(Server, receiveBuffer);

    public RawClient LogIn(string name, string password = "pw", int? receiveBuffer = null) =>
        RawClient.LogIn(Server, name, password, receiveBuffer);

    /// <summary>Moves a stopped clock on and has the server look at it.</summary>
    public void Advance(double seconds)
    {
        Interlocked.Add(ref _now, (long)(seconds * 1000));
        Server.Wake();
    }

    /// <summary>Waits until the server has taken in so many connections.</summary>
    public void UntilClients(int count) => RawClient.Until(() => Server.ClientCount == count, $"{count} clients");

    public void UntilGone(string name) => RawClient.Until(() => !Server.UserName.Contains(name), $"{name} gone");

    public void Dispose()
    {
        Server.Stop();
        Assert.Null(Server.LastError);
        Assert.Equal(ChatServerState.Stopped, Server.State);
    }
}
