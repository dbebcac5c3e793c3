using System;
using System.Collections.Generic;
using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>
/// Who is in the room, and what each request leads to: (participant, request) to outgoing frames. Knows no socket, no clock and no thread.
/// </summary>
internal sealed class ChatRoom(LoginList logins, bool announcePresence)
{
    // Sorted as WHO lists them; the comparer makes names unique without regard to case.
    private readonly SortedList<string, Participant> _inside = new(StringComparer.OrdinalIgnoreCase);

    // The answer to WHO as frames, valid until somebody enters or leaves: with thousands inside it is long.
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

    /// <summary>Handles one payload of a participant, and adds what is to be said, and to whom.</summary>
    public void Handle(Participant who, ArraySegment<byte> payload, OutgoingFrames outgoing)
    {
        Request request = RequestParser.Parse(payload);
        if (request.Kind == RequestKind.Login)
            LogIn(who, request, outgoing);
        else if (request.Kind == RequestKind.NotUnderstood)
            Refuse(who, ServerText.NotUnderstood, outgoing);
        else if (!who.IsInside)
            Refuse(who, ServerText.LogInFirst, outgoing);
        else if (request.Kind == RequestKind.Message)
            Relay(null, who.MessagePrefix, request.Text, outgoing);
        else if (request.Kind == RequestKind.Whisper)
            Whisper(who, request, outgoing);
        else
            outgoing.AddFrames(who, _roster ??= EncodeRoster());
    }

    /// <summary>A participant has left, logged in or not.</summary>
    public void Leave(Participant who, OutgoingFrames outgoing)
    {
        if (!who.IsInside)
            return;
        who.Leave();
        _inside.Remove(who.Name);
        Changed();
        if (announcePresence)
            outgoing.Add(null, ServerText.Left(who.Name));
    }

    /// <summary>Adds a refusal for one participant.</summary>
    public static void Refuse(Participant who, string reason, OutgoingFrames outgoing)
    {
        byte[] text = Encoding.ASCII.GetBytes(reason);
        outgoing.Add(who, ServerText.RefusalPrefix, text, 0, text.Length);
    }

    private void LogIn(Participant who, in Request request, OutgoingFrames outgoing)
    {
        string name = Encoding.UTF8.GetString(request.Name.Array ?? [], request.Name.Offset, request.Name.Count);
        string? refusal = ReasonToRefuse(who, name, request.Text);
        if (refusal is not null)
        {
            who.RefusedLogins++;
            Refuse(who, refusal, outgoing);
            return;
        }

        who.Enter(name);
        _inside.Add(name, who);
        Changed();
        outgoing.Add(who, ServerText.Welcome(name));
        if (announcePresence)
            outgoing.Add(null, ServerText.Joined(name), except: who);
    }

    // Whether a name is in use is told only to those who may have it.
    private string? ReasonToRefuse(Participant who, string name, ArraySegment<byte> password)
    {
        if (who.IsInside)
            return ServerText.AlreadyLoggedIn;
        if (!UserNameRules.IsAsciiAlphanumeric(name) || !IsAlphanumeric(password))
            return ServerText.NotAlphanumeric;
        if (UserNameRules.IsReserved(name) || name.Length > ServerText.MaxName)
            return ServerText.NameNotAllowed;
        if (!logins.Allows(name, password))
            return ServerText.NoSuchLogin;
        return _inside.ContainsKey(name) ? ServerText.AlreadyLoggedIn : null;
    }

    private static bool IsAlphanumeric(ArraySegment<byte> password) =>
        password.Count > 0 && UserNameRules.IsAlphanumeric(Encoding.UTF8.GetString(password.Array!, password.Offset, password.Count));

    private void Whisper(Participant who, in Request request, OutgoingFrames outgoing)
    {
        ArraySegment<byte> name = request.Name;
        if (!_inside.TryGetValue(Encoding.UTF8.GetString(name.Array!, name.Offset, name.Count), out Participant? target))
        {
            byte[] prefix = ServerText.NoSuchUserPrefix;
            int end = RelayFragmenter.Cut(name.Array!, name.Offset, name.Offset + name.Count, ProtocolConstants.MaxPayload - prefix.Length);
            outgoing.Add(who, prefix, name.Array!, name.Offset, end - name.Offset);
            return;
        }

        Relay(target, who.WhisperPrefix, request.Text, outgoing);
        outgoing.Add(who, ServerText.Whispered(target.Name));
    }

    private static void Relay(Participant? to, byte[] prefix, ArraySegment<byte> text, OutgoingFrames outgoing)
    {
        byte[] bytes = text.Array!;
        int room = ProtocolConstants.MaxPayload - prefix.Length;
        int end = text.Offset + text.Count;
        for (int at = text.Offset; at < end;)
        {
            int next = RelayFragmenter.Cut(bytes, at, end, room);
            outgoing.Add(to, prefix, bytes, at, next - at);
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
        foreach (string payload in ServerText.Users(_inside.Keys))
            frames.AddRange(FrameCodec.Encode(Encoding.ASCII.GetBytes(payload)));
        return frames.ToArray();
    }
}
