using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatPS.Tests.Conformance;

/// <summary>
/// A server written from the homework's text alone, in words of its own, around one select on one thread; and it may have one fault.
/// It shares no code with the module.
/// </summary>
internal sealed class HomeworkServer : IDisposable
{
    private static readonly Encoding s_bytes = Encoding.Latin1; // a character for each byte

    private readonly Dictionary<string, string> _passwords = new() { ["fo"] = "be1", ["doc"] = "x22" };
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Client> _clients = [];
    private readonly HashSet<string> _seen = [];
    private readonly ServerFault _fault;
    private readonly Thread _thread;
    private volatile bool _ends;

    public HomeworkServer(ServerFault fault)
    {
        _fault = fault;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(50);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _thread = new Thread(Serve) { IsBackground = true };
        _thread.Start();
    }

    public int Port { get; }

    public void Dispose()
    {
        _ends = true;
        using (var wake = new TcpClient())
        {
            try
            {
                wake.Connect(IPAddress.Loopback, Port);
            }
            catch (SocketException)
            {
                // It has died of its fault.
            }
        }

        _listener.Dispose();
        lock (_clients)
            _clients.ForEach(client => client.Socket.Dispose()); // one that is waited for ends the wait
        Assert.True(_thread.Join(ScriptedServer.Bound));
    }

    private void Serve()
    {
        try
        {
            while (!_ends)
                Turn();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidDataException)
        {
            // It dies, of its fault or by Dispose.
        }
        finally
        {
            _listener.Dispose();
            lock (_clients)
                _clients.ForEach(client => client.Socket.Dispose());
        }
    }

    private void Turn()
    {
        List<Socket> ready = [_listener, .. _clients.Select(client => client.Socket)];
        Socket.Select(ready, null, null, 1_000_000);
        if (ready.Remove(_listener))
            Accept();
        foreach (Client client in _clients.ToArray())
        {
            if (ready.Contains(client.Socket))
                Read(client);
        }
    }

    private void Accept()
    {
        var client = new Client(_listener.Accept(), _fault == ServerFault.DiesOfReset);
        lock (_clients)
            _clients.Add(client);
        if (_fault == ServerFault.WaitsForLogin)
            Read(client);
    }

    private void Read(Client client)
    {
        byte[] buffer = new byte[4096];
        int count = 0;
        try
        {
            count = client.Socket.Receive(buffer);
        }
        catch (SocketException) when (_fault != ServerFault.DiesOfReset)
        {
            // The same as an end.
        }

        if (count == 0)
        {
            Remove(client);
            return;
        }

        client.Input += s_bytes.GetString(buffer, 0, count);
        if (WaitsFor(client))
            Read(client);
        Handle(client);
    }

    private bool WaitsFor(Client client) => client.Input.Length switch
    {
        0 => false,
        1 => _fault is ServerFault.WaitsForHeader or ServerFault.WaitsForFrame,
        _ => _fault == ServerFault.WaitsForFrame && int.TryParse(client.Input[..2], out int length) && client.Input.Length < length + 2,
    };

    private void Remove(Client client)
    {
        if (_fault == ServerFault.DiesOfEndInFrame && client.Input.Length > 0)
            throw new InvalidDataException();
        client.Socket.Dispose();
        lock (_clients)
            _clients.Remove(client);
    }

    private void Handle(Client client)
    {
        List<string> requests = Frames(client);
        if (_fault == ServerFault.LastFirst)
            requests.Reverse();
        if (_fault == ServerFault.TakesOneFrameOfARead)
            requests = [.. requests.Take(1)];
        foreach (string request in requests)
            Answer(client, request);
    }

    private List<string> Frames(Client client)
    {
        List<string> frames = [];
        while (client.Input.Length >= 2)
        {
            if (!char.IsAsciiDigit(client.Input[0]) || !char.IsAsciiDigit(client.Input[1]))
            {
                if (_fault == ServerFault.DiesOfBadHeader)
                    throw new InvalidDataException();
                Remove(client);
                return frames;
            }

            int length = int.Parse(client.Input[..2]);
            if ((_fault == ServerFault.EmptyFrameEnds && length == 0) || (_fault == ServerFault.OneByteEnds && length == 1) || (_fault == ServerFault.FearsLongFrames && length == 99))
            {
                Remove(client);
                return frames;
            }

            if (client.Input.Length < 2 + length)
                break;
            frames.Add(client.Input.Substring(2, length));
            client.Input = client.Input[(2 + length)..];
        }

        bool loses = _fault == ServerFault.DropsPartOfFrame || (_fault == ServerFault.DropsRestOfRead && frames.Count > 0) || (_fault == ServerFault.LoginNeedsOneRead && client.Name is null);
        if (loses)
            client.Input = "";
        return frames;
    }

    private void Answer(Client client, string request)
    {
        if (request.StartsWith("LOGIN", StringComparison.Ordinal) && client.Name is null)
            LogIn(client, request.Split(' '));
        else if (client.Name is null)
            AnswerStranger(client, request);
        else if (request is "WHO" or "MSG WHO" && (request == "WHO" || _fault != ServerFault.MsgWhoIsText))
            List(client, request);
        else if (request.StartsWith("MSG ", StringComparison.Ordinal))
            Say(client, request[4..]);
        else if (request.StartsWith("W ", StringComparison.Ordinal))
            Whisper(client, request.Split(' ', 3));
        else
            Misunderstand(client, request);
    }

    private void LogIn(Client client, string[] words)
    {
        bool bare = words.Length == 1;
        bool noPassword = words.Length == 2;
        string name = bare ? "" : words[1];
        if (_fault == ServerFault.NamesStrangers)
            _seen.Add(name);
        bool known = words.Length == 3 && _passwords.TryGetValue(name, out string? password) && (password == words[2] || _fault == ServerFault.TakesAnyPassword);
        bool letIn = known
            || (_fault == ServerFault.TakesNoPassword && noPassword)
            || (_fault == ServerFault.TakesAnyName && name.Contains('-'))
            || (_fault == ServerFault.TakesAnyPasswordOfSigns && words.Length == 3 && words[2].Contains('-'));
        bool taken = _clients.Any(other => other.Name == name) || (_fault == ServerFault.NameIsNeverFree && _seen.Contains(name));
        if (bare && _fault == ServerFault.IgnoresBareLogin)
            return;
        if (!letIn || taken || (_fault == ServerFault.RefusesEverAfter && client.WasRefused))
        {
            client.WasRefused = true;
            client.Say(_fault == ServerFault.RefusesInOtherWords ? "Sorry, go away" : "NO, I do not know you");
            return;
        }

        client.Name = name;
        _seen.Add(name);
        if (_fault != ServerFault.NoWelcome)
            client.Say(_fault == ServerFault.WelcomeBeginsWithNo ? "NOw you are in" : $"Hello {name}, nice to see you");
    }

    private void AnswerStranger(Client client, string request)
    {
        if (_fault == ServerFault.IsSilentBeforeLogin)
            return;
        if (_fault == ServerFault.ListsBeforeLogin && request == "WHO")
        {
            client.Say(string.Join(", ", Names()));
            return;
        }

        client.Say("NO! log in before anything else");
        if (_fault == ServerFault.RelaysBeforeLogin && request.StartsWith("MSG ", StringComparison.Ordinal))
            SayToAll("<?> " + request[4..]);
        if (_fault == ServerFault.WhispersBeforeLogin && request.StartsWith("W ", StringComparison.Ordinal))
            SayToAll("? -> you: " + request);
    }

    private IEnumerable<string> Names() => (_fault is ServerFault.RemembersWhoLeft or ServerFault.NamesStrangers ? _seen : [.. Inside().Select(client => client.Name!)]).Where(name => name.Length > 0);

    private List<Client> Inside() => [.. _clients.Where(client => client.Name is not null)];

    private void SayToAll(string payload) => Inside().ForEach(client => client.Say(payload));

    private void List(Client client, string request)
    {
        IEnumerable<string> names = Names().Where(name => _fault switch
        {
            ServerFault.ListsOthersOnly => name != client.Name,
            ServerFault.ListsSelfOnly => name == client.Name,
            _ => true,
        });
        string list = "Here are: " + string.Join(", ", names);
        client.Say(list);
        if (_fault == ServerFault.NewlineBehindList)
            client.Write("\n");
        foreach (Client other in Inside().Where(other => other != client))
        {
            if (_fault == ServerFault.ListGoesToAll && request == "WHO")
                other.Say(list);
            if (_fault == ServerFault.MsgWhoIsSaidToo && request != "WHO")
                other.Say($"<{client.Name}> WHO");
        }
    }

    private void Say(Client client, string text)
    {
        if (_fault == ServerFault.FindsWhoAnywhere && text.Contains("WHO"))
        {
            List(client, "WHO");
            return;
        }

        if (_fault == ServerFault.FindsVerbsAnywhere && text.StartsWith("W ", StringComparison.Ordinal))
        {
            Whisper(client, text.Split(' ', 3));
            return;
        }

        if (text.Contains('\xFF') && _fault == ServerFault.DiesOfBadText)
            throw new InvalidDataException();
        if (text.Contains('\xFF') && _fault == ServerFault.FallsSilentOnBadText)
            client.IsDeaf = true;
        foreach (Client hearer in Inside().Where(hearer => !hearer.IsDeaf))
        {
            foreach (string payload in Relayed(client, text))
            {
                for (int i = 0; i < Times(client, hearer); i++)
                    hearer.Write(Frame(payload));
            }
        }
    }

    private int Times(Client speaker, Client hearer) => _fault switch
    {
        ServerFault.NoEcho when speaker == hearer => 0,
        ServerFault.EchoesTwice when speaker == hearer => 2,
        ServerFault.OthersHearNothing when speaker != hearer => 0,
        ServerFault.OthersHearTwice when speaker != hearer => 2,
        ServerFault.OnlyFirstIsHeard when speaker != hearer && speaker.Name != "fo" => 0,
        _ => 1,
    };

    // What does not fit behind the speaker's name comes in two frames.
    private IEnumerable<string> Relayed(Client speaker, string text)
    {
        string changed = _fault switch
        {
            ServerFault.ChangesCase => text.Replace(" Aa", " aa", StringComparison.Ordinal),
            ServerFault.SqueezesSpaces => string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            _ => text,
        };
        string prefix = $"<{speaker.Name}> ";
        int room = 99 - prefix.Length;
        return changed.Length <= room || _fault == ServerFault.LengthOfThreeDigits
            ? [prefix + changed]
            : [prefix + changed[..room], prefix + changed[room..]];
    }

    private string Frame(string payload)
    {
        int length = _fault == ServerFault.CountsCharacters ? Encoding.UTF8.GetString(s_bytes.GetBytes(payload)).Length : payload.Length;
        return $"{length:00}{payload}";
    }

    private void Whisper(Client client, string[] words)
    {
        string to = words.Length > 1 ? words[1] : "";
        string text = words.Length > 2 ? words[2] : "";
        Client? target = Inside().Find(other => other.Name == to);
        if (target is null)
        {
            if (_fault != ServerFault.IgnoresWhisperToNobody)
                client.Say("NO such person");
            if (_fault == ServerFault.SaysWhisperToNobody)
                SayToAll($"{client.Name} whispers: {text}");
            return;
        }

        if (target == client && _fault == ServerFault.IgnoresWhisperToOneself)
            return;
        foreach (Client hearer in _fault == ServerFault.WhisperToAll ? Inside() : [target])
        {
            int times = _fault == ServerFault.WhisperIsLost ? 0 : _fault == ServerFault.WhisperTwice ? 2 : 1;
            for (int i = 0; i < times; i++)
                hearer.Say($"{client.Name} -> you: {(_fault == ServerFault.WhisperOneWord ? text.Split(' ')[0] : text)}");
        }

        if (_fault != ServerFault.NoReceipt)
            client.Say("(they got it)");
    }

    private void Misunderstand(Client client, string request)
    {
        if (_fault != ServerFault.IgnoresUnknown)
            client.Say("NO idea what you mean");
        if (_fault == ServerFault.SaysUnknown)
            SayToAll($"<{client.Name}> {request}");
        if (_fault == ServerFault.RefusalEnds)
            Remove(client);
    }

    private sealed class Client(Socket socket, bool diesOfReset)
    {
        public Socket Socket => socket;

        public string? Name { get; set; }

        public string Input { get; set; } = "";

        public bool WasRefused { get; set; }

        public bool IsDeaf { get; set; }

        public void Say(string payload) => Write($"{payload.Length:00}{payload}");

        public void Write(string bytes)
        {
            try
            {
                socket.Send(s_bytes.GetBytes(bytes));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException && !diesOfReset)
            {
                // The next read tells.
            }
        }
    }
}
