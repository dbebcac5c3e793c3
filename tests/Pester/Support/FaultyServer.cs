using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

// A server with one fault: it lets everybody in, says two texts, and then fails. In the C# of Windows PowerShell. Its clients come at any time.
public sealed class FaultyServer : IDisposable
{
    private readonly TcpListener _listener = new TcpListener(IPAddress.Loopback, 0);
    private readonly string _fault;
    private readonly int _lateMs;

    public FaultyServer(string fault, bool atLogin, int lateMs)
    {
        _fault = fault;
        AtLogin = atLogin;
        _lateMs = lateMs;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        if (fault == "down")
            _listener.Stop();
        else
            Start(Accept);
    }

    public string ComputerName { get { return "127.0.0.1"; } }

    public int Port { get; private set; }

    // The login is answered with the fault; else it goes well, and what follows it does not.
    public bool AtLogin { get; private set; }

    public void Dispose() { _listener.Stop(); }

    private static void Start(ThreadStart work) { new Thread(work) { IsBackground = true }.Start(); }

    private void Accept()
    {
        try
        {
            while (true)
            {
                Socket client = _listener.AcceptSocket();
                Start(() => Serve(client));
            }
        }
        catch (SocketException) { } // disposed
        catch (ObjectDisposedException) { }
    }

    private void Serve(Socket client)
    {
        try
        {
            using (client)
                Answer(client);
        }
        catch (SocketException) { } // the client has left
        catch (ObjectDisposedException) { }
    }

    private void Answer(Socket client)
    {
        string user = Read(client).Split(' ')[1];
        string welcome = "Welcome, " + user + "!"; // what names the user is known for a welcome at once
        if (_fault == "wrong password")
            Say(client, "NO - username/password pair does not exist");
        else if (AtLogin)
            Welcome(client);
        else if (_fault == "closes at once")
        {
            Say(client, welcome);
            Read(client);
        }
        else
        {
            Say(client, welcome, "be: one", "be: two");
            for (int count = 1; ; count++)
                Reply(client, user, Read(client), count);
        }

        Leave(client);
    }

    private void Welcome(Socket client)
    {
        if (_fault == "closes in the middle")
            Send(client, "42Wel");
        else if (_fault == "refuses")
            Say(client, "NO - not today");
        else if (_fault == "answers late")
            SayLate(client, "Welcome!");
        else if (_fault == "resets")
            Reset(client);
        else if (_fault == "never answers")
            Wait(client);
    }

    private void Reply(Socket client, string user, string request, int count)
    {
        string reply = request == "WHO" ? "USERS 2: be " + user : request.StartsWith("MSG ") ? user + ": " + request.Substring(4) : "OK";
        bool isLast = request == "WHO" || count > 1;
        if (_fault == "refuses")
            Say(client, "NO - not now");
        else if (_fault == "answers late")
            SayLate(client, reply);
        else if (_fault == "never answers")
            Wait(client);
        else if (!isLast)
            Say(client, reply);
        else if (_fault == "resets")
            Reset(client);
        else
        {
            Send(client, "42" + reply.Substring(0, 2));
            Leave(client);
        }
    }

    // Without a reset: what was sent must arrive.
    private static void Leave(Socket client)
    {
        client.Shutdown(SocketShutdown.Send);
        Wait(client);
    }

    private static void Wait(Socket client)
    {
        byte[] rest = new byte[1024];
        while (client.Receive(rest) > 0) { }
        client.Close();
    }

    private static void Reset(Socket client)
    {
        client.LingerState = new LingerOption(true, 0);
        client.Close();
    }

    private void SayLate(Socket client, string text)
    {
        Thread.Sleep(_lateMs);
        Say(client, text);
    }

    private static void Say(Socket client, params string[] texts)
    {
        foreach (string text in texts)
            Send(client, text.Length.ToString("00") + text);
    }

    private static void Send(Socket client, string bytes) { client.Send(Encoding.ASCII.GetBytes(bytes)); }

    private static string Read(Socket client)
    {
        return Take(client, int.Parse(Take(client, 2)));
    }

    private static string Take(Socket client, int size)
    {
        byte[] bytes = new byte[size];
        for (int at = 0; at < size;)
        {
            int count = client.Receive(bytes, at, size - at, SocketFlags.None);
            if (count == 0)
                throw new SocketException((int)SocketError.ConnectionReset);
            at += count;
        }

        return Encoding.ASCII.GetString(bytes);
    }
}
