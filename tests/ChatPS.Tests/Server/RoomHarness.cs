using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ChatPS.Protocol;
using ChatPS.Server;

namespace ChatPS.Tests.Server;

/// <summary>A room without sockets: what each one in it hears, in order.</summary>
internal sealed class RoomHarness(string[]? logins = null, bool announce = false, int history = 0)
{
    private readonly Dictionary<Participant, List<byte[]>> _heard = [];

    public ChatRoom Room { get; } = new(
        new LoginList((logins ?? []).Select(pair => pair.Split(' ')).Select(pair => TestServer.Login(pair[0], pair[1])).ToArray()),
        announce,
        history: new RoomHistory(history, static () => new DateTime(2026, 1, 1, 8, 31, 0)));

    public OutgoingFrames OutgoingFrames { get; } = new();

    public Participant Come()
    {
        var who = new Participant();
        Add(who);
        return who;
    }

    public void Add(Participant who) => _heard[who] = [];

    public Participant LogIn(string name)
    {
        Participant who = Come();
        Assert.Equal([$"Welcome, {name}! ChatPS 1"], Say(who, $"LOGIN {name} pw"));
        return who;
    }

    /// <summary>Somebody logs in, and hears something at once.</summary>
    public Login Enter(string name)
    {
        Participant who = Come();
        return new Login(who, Say(who, $"LOGIN {name} pw"));
    }

    public Participant Find(string name) => Room.Roster.Find(name)!;

    /// <summary>What the one who asks hears on it.</summary>
    public string[] Say(Participant who, string payload) => Say(who, Encoding.UTF8.GetBytes(payload));

    public string[] Say(Participant who, byte[] payload)
    {
        Room.Handle(who, new ArraySegment<byte>(payload), OutgoingFrames);
        Dispatch();
        return Heard(who);
    }

    public void Leave(Participant who)
    {
        Room.Leave(who, OutgoingFrames);
        Dispatch();
    }

    /// <summary>What somebody heard since it was last asked.</summary>
    public string[] Heard(Participant who) => HeardBytes(who).Select(Encoding.UTF8.GetString).ToArray();

    public byte[][] HeardBytes(Participant who)
    {
        byte[][] heard = [.. _heard[who]];
        _heard[who].Clear();
        return heard;
    }

    /// <summary>Gives everybody what <see cref="OutgoingFrames"/> holds for them.</summary>
    public void Dispatch()
    {
        for (int i = 0; i < OutgoingFrames.Count; i++)
        {
            Delivery delivery = OutgoingFrames[i];
            byte[][] payloads = Payloads((delivery.Shared ?? OutgoingFrames.Bytes).AsSpan(delivery.Offset, delivery.Count).ToArray());
            foreach (Participant one in delivery.To is null ? _heard.Keys.Where(one => one.IsInside && one != delivery.Except) : [delivery.To])
                _heard[one].AddRange(payloads);
        }

        OutgoingFrames.Clear();
    }

    private static byte[][] Payloads(byte[] frames)
    {
        var codec = new FrameCodec();
        codec.Feed(frames, 0, frames.Length);
        var payloads = new List<byte[]>();
        while (codec.TryRead(out ArraySegment<byte> payload))
            payloads.Add([.. payload]);
        Assert.False(codec.InsideFrame);
        return [.. payloads];
    }

    /// <summary>Who has logged in, and what that one heard on it.</summary>
    public sealed record Login(Participant Who, string[] Heard);
}
