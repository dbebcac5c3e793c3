using ChatPS.Tests.Server;

namespace ChatPS.Tests.Reliability;

/// <summary>Eight clients over real sockets, any course of events, against a model of a dictionary: who hears what, in which order.</summary>
public sealed class ServerModelTests
{
    private const int Clients = 8;

    [Fact]
    public void Any_course_of_logins_talk_and_leaving_is_as_the_model_says()
    {
        int courses = LongRun.Pick(12, 500);
        for (int seed = 0; seed < courses; seed++)
        {
            using var course = new Course(seed);
            course.Run(LongRun.Pick(120, 400));
        }

        LongRun.Report($"model over sockets: {courses} courses");
    }

    private sealed class Course(int seed) : IDisposable
    {
        private readonly Random _random = new(seed);
        private readonly TestServer _test = new(announcePresence: true);
        private readonly RawClient?[] _clients = new RawClient?[Clients];
        private readonly string?[] _names = new string?[Clients];
        private readonly List<string>[] _due = [.. Enumerable.Range(0, Clients).Select(_ => new List<string>())];
        private int _count;

        public void Run(int events)
        {
            for (int i = 0; i < events; i++)
                Step(_random.Next(Clients));
            Assert.Equal(_names.OfType<string>().Order(StringComparer.OrdinalIgnoreCase), _test.Server.UserName);
            for (int who = 0; who < Clients; who++)
                Check(who);
        }

        public void Dispose()
        {
            foreach (RawClient? client in _clients)
                client?.Dispose();
            _test.Dispose();
        }

        private void Step(int who)
        {
            int dice = _random.Next(20);
            if (_clients[who] is not { } client)
                _clients[who] = _test.Connect();
            else if (_names[who] is null)
                LogIn(who, client, "n" + _random.Next(Clients + 2));
            else if (dice < 9)
                Say(client, $"MSG {++_count}", () => ToAll($"{_names[who]}: {_count}"));
            else if (dice < 13)
                Whisper(who, client, "n" + _random.Next(Clients + 2));
            else if (dice < 16)
                Say(client, dice == 13 ? "MSG WHO" : "WHO", () => _due[who].Add(Roster()));
            else if (dice < 17)
                Say(client, "LOGIN again pw", () => _due[who].Add("NO - already logged in"));
            else
                Leave(who, client, dice);

            // Nearly always the next one speaks while the others have not read yet.
            Check(_random.Next(Clients));
            Fence(who);
        }

        private static void Say(RawClient client, string payload, Action expect)
        {
            client.Send(payload);
            expect();
        }

        private void LogIn(int who, RawClient client, string name)
        {
            client.Send($"LOGIN {name} pw");
            if (Find(name) >= 0)
            {
                // Three refusals would end the connection; the model keeps clear of that.
                _due[who].Add("NO - already logged in");
                Check(who);
                client.Dispose();
                _clients[who] = null;
                return;
            }

            _due[who].Add($"Welcome, {name}! ChatPS 1");
            ToAll($"* {name} joined");
            _names[who] = name;
        }

        private void Whisper(int who, RawClient client, string name)
        {
            client.Send($"W {name} psst {++_count}");
            int target = Find(name);
            if (target < 0)
            {
                _due[who].Add("NO - no such user: " + name);
                return;
            }

            _due[target].Add($"{_names[who]} whispers: psst {_count}");
            _due[who].Add("OK - whispered to " + name);
        }

        private void Leave(int who, RawClient client, int dice)
        {
            Check(who);
            string name = _names[who]!;
            if (dice == 17)
                client.Reset();
            else if (dice == 18)
                client.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            else
                client.Dispose();
            _test.UntilGone(name);
            if (dice == 18)
                client.AssertEnd();
            client.Dispose();
            _clients[who] = null;
            _names[who] = null;
            ToAll($"* {name} left");
        }

        // Whoever spoke has its answer before another speaks: only so the order between connections is known to the model.
        private void Fence(int who)
        {
            if (_clients[who] is not null && _due[who].Count > 0)
                Check(who);
        }

        private void Check(int who)
        {
            if (_clients[who] is { } client)
                Assert.Equal(_due[who], client.Read(_due[who].Count));
            _due[who].Clear();
        }

        private void ToAll(string payload)
        {
            for (int i = 0; i < Clients; i++)
            {
                if (_names[i] is not null)
                    _due[i].Add(payload);
            }
        }

        private int Find(string name) => Array.FindIndex(_names, one => string.Equals(one, name, StringComparison.OrdinalIgnoreCase));

        private string Roster()
        {
            string[] names = [.. _names.OfType<string>().Order(StringComparer.OrdinalIgnoreCase)];
            return $"USERS {names.Length}: {string.Join(' ', names)}";
        }
    }
}
