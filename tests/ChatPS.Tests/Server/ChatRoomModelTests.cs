using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ChatPS.Server;
using CsCheck;

namespace ChatPS.Tests.Server;

/// <summary>Any course of events, against a model of a few lines that keeps names in a list.</summary>
public class ChatRoomModelTests
{
    private static readonly string[] s_requests =
    [
        "LOGIN a 1", "LOGIN A 1", "LOGIN b 1", "LOGIN NO 1", "LOGIN x-y 1", "LOGIN b", "WHO", "MSG WHO", "MSG hi", "MSG who cares",
        "MSG", "", "W a psst", "W B psst", "W c psst", "W a", "leave",
    ];

    [Fact]
    public void The_room_does_what_the_model_does() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, s_requests.Length - 1].Select(i => s_requests[i])).Array[0, 40].Sample(events =>
        {
            var room = new RoomHarness(announce: true);
            Participant[] real = Enumerable.Range(0, 4).Select(_ => room.Come()).ToArray();
            var model = new Model();
            foreach ((int who, string request) in events)
            {
                model.Take(who, request);
                if (request == "leave")
                    room.Leave(real[who]);
                else
                    room.Room.Handle(real[who], Encoding.ASCII.GetBytes(request), room.OutgoingFrames);
                room.Dispatch();
                for (int i = 0; i < real.Length; i++)
                    Assert.Equal(model.Heard(i), room.Heard(real[i]));
            }

            Assert.Equal(model.Names, room.Room.Roster.GetNames());
        });

    private sealed class Model
    {
        private readonly string?[] _names = new string?[4];
        private readonly List<string>[] _heard = [[], [], [], []];

        public string[] Names => _names.OfType<string>().OrderBy(name => name, StringComparer.OrdinalIgnoreCase).ToArray();

        public string[] Heard(int who)
        {
            string[] heard = [.. _heard[who]];
            _heard[who].Clear();
            return heard;
        }

        public void Take(int who, string request)
        {
            string[] words = request.Split(' ', 2);
            string rest = words.Length > 1 ? words[1] : "";
            if (words[0] == "LOGIN")
                LogIn(who, rest.Split(' '));
            else if (request == "leave")
                Leave(who);
            else if (words[0] is not ("WHO" or "MSG" or "W") || (words[0] == "MSG" && rest == "") || (words[0] == "W" && !rest.Contains(' ')))
                Say(who, "NO - not understood");
            else if (_names[who] is not string me)
                Say(who, "NO - log in first");
            else if (words[0] == "WHO" || rest == "WHO")
                Say(who, $"USERS {Names.Length}: {string.Join(" ", Names)}");
            else if (words[0] == "MSG")
                SayToAll($"{me}: {rest}");
            else
                Whisper(who, me, rest.Split(' ', 2));
        }

        private void LogIn(int who, string[] words)
        {
            if (_names[who] is not null)
                Say(who, "NO - already logged in");
            else if (words.Length != 2 || !words[0].All(char.IsAsciiLetterOrDigit))
                Say(who, "NO - username and password must be alphanumeric");
            else if (words[0] == "NO")
                Say(who, "NO - username not allowed");
            else if (Find(words[0]) >= 0)
                Say(who, "NO - already logged in");
            else
            {
                SayToAll($"* {words[0]} joined");
                _names[who] = words[0];
                Say(who, $"Welcome, {words[0]}! ChatPS 1");
            }
        }

        private void Leave(int who)
        {
            string? name = _names[who];
            _names[who] = null;
            if (name is not null)
                SayToAll($"* {name} left");
        }

        private void Whisper(int who, string me, string[] words)
        {
            int target = Find(words[0]);
            if (target >= 0)
                Say(target, $"{me} whispers: {words[1]}");
            Say(who, target >= 0 ? $"OK - whispered to {_names[target]}" : $"NO - no such user: {words[0]}");
        }

        private int Find(string name) => Array.FindIndex(_names, one => string.Equals(one, name, StringComparison.OrdinalIgnoreCase));

        private void Say(int who, string text) => _heard[who].Add(text);

        private void SayToAll(string text)
        {
            for (int i = 0; i < 4; i++)
            {
                if (_names[i] is not null)
                    Say(i, text);
            }
        }
    }
}
