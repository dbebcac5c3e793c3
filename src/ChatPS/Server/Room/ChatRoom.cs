using System;
using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>
/// Who is in the room, and what each request leads to: (participant, request) to outgoing frames. Knows no socket, no clock and no thread.
/// </summary>
internal sealed class ChatRoom(LoginList logins, bool announcePresence, BanList? bans = null, RoomHistory? history = null)
{
    /// <summary>Who is logged in.</summary>
    public Roster Roster { get; } = new();

    /// <summary>Who may log in.</summary>
    public LoginList Logins { get; set; } = logins;

    /// <summary>What everybody reads who logs in; null for nothing.</summary>
    public string? Motd { get; set; }

    /// <summary>Handles one payload of a participant, and adds what is to be said, and to whom.</summary>
    /// <returns>What it was.</returns>
    public Request Handle(Participant who, ArraySegment<byte> payload, OutgoingFrames outgoing)
    {
        Request request = RequestParser.Parse(payload);
        if (request.Kind == RequestKind.Login)
            LogIn(who, request, outgoing);
        else if (request.Kind == RequestKind.NotUnderstood)
            Refuse(who, ServerText.NotUnderstood, outgoing);
        else if (!who.IsInside)
            Refuse(who, ServerText.LogInFirst, outgoing);
        else if (request.Kind == RequestKind.Message)
            Say(who, request.Text, outgoing);
        else if (request.Kind == RequestKind.Whisper)
            Whisper(who, request, outgoing);
        else
            outgoing.AddShared(who, Roster.GetFrames());
        return request;
    }

    /// <summary>A participant has left, logged in or not.</summary>
    public void Leave(Participant who, OutgoingFrames outgoing)
    {
        if (!who.IsInside)
            return;
        who.Leave();
        Roster.Remove(who);
        history?.NoteLeave(who.Name);
        if (announcePresence)
            outgoing.Add(null, ServerText.Left(who.Name));
    }

    /// <summary>Adds a payload for everybody.</summary>
    public static void Announce(string payload, OutgoingFrames outgoing)
    {
        byte[] text = Encoding.UTF8.GetBytes(payload);
        outgoing.Add(null, [], text, 0, text.Length);
    }

    /// <summary>Adds a refusal for one participant.</summary>
    public static void Refuse(Participant who, string reason, OutgoingFrames outgoing)
    {
        byte[] text = Encoding.UTF8.GetBytes(reason);
        int end = RelayFragmenter.Cut(text, 0, text.Length, ProtocolConstants.MaxPayload - ServerText.RefusalPrefix.Length);
        outgoing.Add(who, ServerText.RefusalPrefix, text, 0, end);
    }

    /// <summary>Adds a text in as many frames as it takes, each behind the prefix.</summary>
    public static void Relay(Participant? to, byte[] prefix, ArraySegment<byte> text, OutgoingFrames outgoing)
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

    /// <summary>The password of an <see cref="Participant.Unchecked"/> login was looked at.</summary>
    public void FinishLogin(Participant who, bool isRight, OutgoingFrames outgoing)
    {
        if (who.Unchecked is not { } login)
            return;
        who.Unchecked = null;
        Decide(who, login.Name, isRight ? ReasonToRefuseUser(login.Name) : ServerText.NoSuchLogin, outgoing);
    }

    private void LogIn(Participant who, in Request request, OutgoingFrames outgoing)
    {
        ArraySegment<byte> password = request.Text;
        string name = Encoding.UTF8.GetString(request.Name.Array ?? [], request.Name.Offset, request.Name.Count);
        string? refusal = ReasonToRefuseForm(who, name, password);
        if (refusal is null && Logins.IsCheckedElsewhere)
            who.Unchecked = new UncheckedLogin(name, [.. password]);
        else
            Decide(who, name, refusal ?? (Logins.Allows(name, password) ? ReasonToRefuseUser(name) : ServerText.NoSuchLogin), outgoing);
        if (password.Array is not null)
            Array.Clear(password.Array, password.Offset, password.Count);
    }

    private void Decide(Participant who, string name, string? refusal, OutgoingFrames outgoing)
    {
        if (refusal is null)
            Enter(who, name, outgoing);
        else
            RefuseLogin(who, name, refusal, outgoing);
    }

    private static void RefuseLogin(Participant who, string name, string refusal, OutgoingFrames outgoing)
    {
        // A name that is in use, asked for with the right password, is no try at guessing.
        who.RefusedLogins += refusal == ServerText.AlreadyLoggedIn ? 0 : 1;
        who.WrongPasswords += refusal == ServerText.NoSuchLogin ? 1 : 0;
        who.RefusedLogin = (name, refusal);
        Refuse(who, refusal, outgoing);
    }

    private void Enter(Participant who, string name, OutgoingFrames outgoing)
    {
        bool isNew = !TakeOver(name, outgoing);
        who.Enter(name);
        Roster.Add(who);
        outgoing.Add(who, ServerText.Welcome(name));
        Greet(who, outgoing);
        if (announcePresence && isNew)
            outgoing.Add(null, ServerText.Joined(name), except: who);
    }

    // Who has the right password may have been cut off without a word, and must not wait for hours until the system notices.
    private bool TakeOver(string name, OutgoingFrames outgoing)
    {
        if (Roster.Find(name) is not Participant old)
            return false;
        Refuse(old, ServerText.LoggedInElsewhere, outgoing);
        Roster.Remove(old);
        history?.NoteLeave(old.Name);
        old.Replace();
        return true;
    }

    private void Greet(Participant who, OutgoingFrames outgoing)
    {
        foreach (string payload in Motd is null ? [] : ServerText.Lines(ServerText.MotdMark, Motd))
        {
            byte[] text = Encoding.UTF8.GetBytes(payload);
            outgoing.Add(who, [], text, 0, text.Length);
        }

        if (history?.FramesFor(who.Name) is { Length: > 0 } frames)
            outgoing.AddShared(who, frames);
    }

    private void Say(Participant who, ArraySegment<byte> text, OutgoingFrames outgoing)
    {
        Relay(null, who.MessagePrefix, text, outgoing);
        history?.Add(who.Name, text);
    }

    private static string? ReasonToRefuseForm(Participant who, string name, ArraySegment<byte> password)
    {
        if (who.IsInside)
            return ServerText.AlreadyLoggedIn;
        if (!UserNameRules.IsAsciiAlphanumeric(name) || !IsAlphanumeric(password))
            return ServerText.NotAlphanumeric;
        return UserNameRules.IsReserved(name) || name.Length > ServerText.MaxName ? ServerText.NameNotAllowed : null;
    }

    // Whether a name is in use, or banned, is told only to those who may have it.
    private string? ReasonToRefuseUser(string name)
    {
        if (bans?.Contains(name) == true)
            return ServerText.Banned;
        return !Logins.IsRestricted && Roster.Find(name) is not null ? ServerText.AlreadyLoggedIn : null;
    }

    private static bool IsAlphanumeric(ArraySegment<byte> password) =>
        password.Count > 0 && UserNameRules.IsAlphanumeric(Encoding.UTF8.GetString(password.Array!, password.Offset, password.Count));

    private void Whisper(Participant who, in Request request, OutgoingFrames outgoing)
    {
        ArraySegment<byte> name = request.Name;
        if (Roster.Find(Encoding.UTF8.GetString(name.Array!, name.Offset, name.Count)) is not Participant target)
        {
            byte[] prefix = ServerText.NoSuchUserPrefix;
            int end = RelayFragmenter.Cut(name.Array!, name.Offset, name.Offset + name.Count, ProtocolConstants.MaxPayload - prefix.Length);
            outgoing.Add(who, prefix, name.Array!, name.Offset, end - name.Offset);
            return;
        }

        if (!target.KeepsUp)
        {
            Refuse(who, ServerText.CannotKeepUp(target.Name), outgoing);
            return;
        }

        Relay(target, who.WhisperPrefix, request.Text, outgoing);
        outgoing.Add(who, ServerText.Whispered(target.Name));
    }
}
