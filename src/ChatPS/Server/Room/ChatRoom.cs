using System;
using System.Collections.Generic;
using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>
/// Who is there, and what each request leads to: (who, request) to deliveries. Knows no socket, no clock and no thread.
/// </summary>
internal sealed class ChatRoom(LoginList logins, bool announcePresence)
{
    // Sorted as WHO lists them; the comparer makes names unique without regard to case.
    private readonly SortedList<string, Participant> _inside = new(StringComparer.OrdinalIgnoreCase);

    // The answer to WHO as frames, good until somebody enters or leaves: with thousands inside it is long.
    private byte[]? _roster;

    /// <summary>How often somebody entered or left.</summary>
    public long Version { get; private set; }

    /// <summary>The names of those inside, sorted without regard to case. A copy.</summary>
    public string[] GetNames()
    {
        var names = new string[_inside.Count];
        _inside.Keys.CopyTo(names, 0);
        return names;
    }

    /// <summary>Takes one payload from somebody and adds what is to be said, to whom, to the deliveries.</summary>
    public void Handle(Participant who, ArraySegment<byte> payload, OutgoingFrames deliveries)
    {
        Request request = ServerDialect.Parse(payload);
        if (request.Kind == RequestKind.Login)
            LogIn(who, request, deliveries);
        else if (request.Kind == RequestKind.NotUnderstood)
            Refuse(who, ServerDialect.NotUnderstood, deliveries);
        else if (!who.IsInside)
            Refuse(who, ServerDialect.LogInFirst, deliveries);
        else if (request.Kind == RequestKind.Message)
            Relay(null, who.MessagePrefix, request.Text, deliveries);
        else if (request.Kind == RequestKind.Whisper)
            Whisper(who, request, deliveries);
        else
            deliveries.AddFrames(who, _roster ??= EncodeRoster());
    }

    /// <summary>Somebody is gone, logged in or not.</summary>
    public void Leave(Participant who, OutgoingFrames deliveries)
    {
        if (!who.IsInside)
            return;
        who.Leave();
        _inside.Remove(who.Name);
        Changed();
        if (announcePresence)
            deliveries.Add(null, ServerDialect.Left(who.Name));
    }

    /// <summary>Adds a refusal for one.</summary>
    public static void Refuse(Participant who, string reason, OutgoingFrames deliveries)
    {
        byte[] text = Encoding.ASCII.GetBytes(reason);
        deliveries.Add(who, ServerDialect.RefusalPrefix, text, 0, text.Length);
    }

    private void LogIn(Participant who, in Request request, OutgoingFrames deliveries)
    {
        string name = Encoding.UTF8.GetString(request.Name.Array ?? [], request.Name.Offset, request.Name.Count);
        string? refusal = ReasonToRefuse(who, name, request.Text);
        if (refusal is not null)
        {
            who.RefusedLogins++;
            Refuse(who, refusal, deliveries);
            return;
        }

        who.Enter(name);
        _inside.Add(name, who);
        Changed();
        deliveries.Add(who, ServerDialect.Welcome(name));
        if (announcePresence)
            deliveries.Add(null, ServerDialect.Joined(name), except: who);
    }

    // Whether a name is in use is told only to who may have it.
    private string? ReasonToRefuse(Participant who, string name, ArraySegment<byte> password)
    {
        if (who.IsInside)
            return ServerDialect.AlreadyLoggedIn;
        if (!UserNameRules.IsAsciiAlphanumeric(name) || !IsAlphanumeric(password))
            return ServerDialect.NotAlphanumeric;
        if (UserNameRules.Same(name, "NO") || name.Length > ServerDialect.MaxName)
            return ServerDialect.NameNotAllowed;
        if (!logins.Allows(name, password))
            return ServerDialect.NoSuchLogin;
        return _inside.ContainsKey(name) ? ServerDialect.AlreadyLoggedIn : null;
    }

    private static bool IsAlphanumeric(ArraySegment<byte> password) =>
        password.Count > 0 && UserNameRules.IsAlphanumeric(Encoding.UTF8.GetString(password.Array!, password.Offset, password.Count));

    private void Whisper(Participant who, in Request request, OutgoingFrames deliveries)
    {
        ArraySegment<byte> name = request.Name;
        if (!_inside.TryGetValue(Encoding.UTF8.GetString(name.Array!, name.Offset, name.Count), out Participant? target))
        {
            byte[] prefix = ServerDialect.NoSuchUserPrefix;
            int end = RelayFragmenter.Cut(name.Array!, name.Offset, name.Offset + name.Count, FrameCodec.MaxPayload - prefix.Length);
            deliveries.Add(who, prefix, name.Array!, name.Offset, end - name.Offset);
            return;
        }

        Relay(target, who.WhisperPrefix, request.Text, deliveries);
        deliveries.Add(who, ServerDialect.Whispered(target.Name));
    }

    private static void Relay(Participant? to, byte[] prefix, ArraySegment<byte> text, OutgoingFrames deliveries)
    {
        byte[] bytes = text.Array!;
        int room = FrameCodec.MaxPayload - prefix.Length;
        int end = text.Offset + text.Count;
        for (int at = text.Offset; at < end;)
        {
            int next = RelayFragmenter.Cut(bytes, at, end, room);
            deliveries.Add(to, prefix, bytes, at, next - at);
            at = next;
        }
    }

    private void Changed()
    {
        Version++;
        _roster = null;
    }

    private byte[] EncodeRoster()
    {
        var frames = new List<byte>();
        foreach (string payload in ServerDialect.Users(_inside.Keys))
            frames.AddRange(FrameCodec.Encode(Encoding.ASCII.GetBytes(payload)));
        return frames.ToArray();
    }
}
