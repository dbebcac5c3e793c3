using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ChatPS.Protocol;

/// <summary>What a client asks a server for.</summary>
internal enum RequestKind
{
    NotUnderstood,
    Login,
    Message,
    Who,
    Whisper,
}

/// <summary>One request in place: its parts are good as long as the payload they were read from.</summary>
internal readonly struct Request(RequestKind kind, ArraySegment<byte> name = default, ArraySegment<byte> text = default)
{
    public RequestKind Kind { get; } = kind;

    /// <summary>Who logs in, or whom the whisper is for. Empty in a login that is not of two words.</summary>
    public ArraySegment<byte> Name { get; } = name;

    /// <summary>What is said; in a login the password.</summary>
    public ArraySegment<byte> Text { get; } = text;
}

/// <summary>The server's side of the protocol: the requests it takes and every payload it says, all in one place. Pure.</summary>
internal static class ServerDialect
{
    public const string NoSuchLogin = "username/password pair does not exist";
    public const string AlreadyLoggedIn = "already logged in";
    public const string LogInFirst = "log in first";
    public const string NotAlphanumeric = "username and password must be alphanumeric";
    public const string NotUnderstood = "not understood";
    public const string ServerIsFull = "server is full";
    public const string NameNotAllowed = "username not allowed";
    public const string Stopping = "* server is stopping";

    /// <summary>The longest name that fits every payload below: <c>OK - whispered to</c> leaves the least room.</summary>
    public const int MaxName = FrameCodec.MaxPayload - 18;

    private static readonly byte[] _refusal = Encoding.ASCII.GetBytes("NO - ");
    private static readonly byte[] _noSuchUser = Encoding.ASCII.GetBytes("NO - no such user: ");

    /// <summary>What stands before the name that nobody has; the name follows as the client sent it.</summary>
    public static byte[] NoSuchUserPrefix => _noSuchUser;

    /// <summary>What stands before every other reason.</summary>
    public static byte[] RefusalPrefix => _refusal;

    public static Request Parse(ArraySegment<byte> payload)
    {
        byte[] bytes = payload.Array!;
        int at = payload.Offset;
        int end = at + payload.Count;
        if (StartsWith(bytes, at, end, "MSG "))
            return Message(Slice(bytes, at + 4, end));
        if (StartsWith(bytes, at, end, "W "))
            return Whisper(Slice(bytes, at + 2, end));
        if (IsWho(bytes, at, end))
            return new Request(RequestKind.Who);
        if (StartsWith(bytes, at, end, "LOGIN ") || (end - at == 5 && StartsWith(bytes, at, end, "LOGIN")))
            return Login(Slice(bytes, Math.Min(at + 6, end), end));
        return default;
    }

    public static string Welcome(string name) => $"Welcome, {name}!";

    public static string Whispered(string name) => $"OK - whispered to {name}";

    public static string Joined(string name) => $"* {name} joined";

    public static string Left(string name) => $"* {name} left";

    public static string MessagePrefix(string name) => $"{name}: ";

    public static string WhisperPrefix(string name) => $"{name} whispers: ";

    /// <summary>The list of names, in as many payloads as it takes, each with the heading that says how many there are in all.</summary>
    public static IEnumerable<string> Users(IList<string> names)
    {
        string heading = string.Format(CultureInfo.InvariantCulture, "USERS {0}:", names.Count);
        var line = new StringBuilder(heading, FrameCodec.MaxPayload);
        foreach (string name in names)
        {
            if (line.Length + 1 + name.Length > FrameCodec.MaxPayload)
            {
                yield return line.ToString();
                line.Length = heading.Length;
            }

            line.Append(' ').Append(name);
        }

        yield return line.ToString();
    }

    // The text WHO cannot be said: it is the other way to ask.
    private static Request Message(ArraySegment<byte> text)
    {
        if (text.Count == 0)
            return default;
        return IsWho(text.Array!, text.Offset, text.Offset + text.Count)
            ? new Request(RequestKind.Who)
            : new Request(RequestKind.Message, text: text);
    }

    private static Request Whisper(ArraySegment<byte> rest)
    {
        int space = Array.IndexOf(rest.Array!, (byte)' ', rest.Offset, rest.Count);
        int end = rest.Offset + rest.Count;
        if (space <= rest.Offset || space + 1 == end)
            return default;
        return new Request(RequestKind.Whisper, Slice(rest.Array!, rest.Offset, space), Slice(rest.Array!, space + 1, end));
    }

    // Not two words leaves both parts empty, and empty is not alphanumeric.
    private static Request Login(ArraySegment<byte> words)
    {
        int space = words.Count == 0 ? -1 : Array.IndexOf(words.Array!, (byte)' ', words.Offset, words.Count);
        if (space < 0)
            return new Request(RequestKind.Login);
        return new Request(
            RequestKind.Login,
            Slice(words.Array!, words.Offset, space),
            Slice(words.Array!, space + 1, words.Offset + words.Count));
    }

    private static bool IsWho(byte[] bytes, int at, int end) => end - at == 3 && StartsWith(bytes, at, end, "WHO");

    private static bool StartsWith(byte[] bytes, int at, int end, string verb)
    {
        if (end - at < verb.Length)
            return false;
        for (int i = 0; i < verb.Length; i++)
        {
            if (bytes[at + i] != verb[i])
                return false;
        }

        return true;
    }

    private static ArraySegment<byte> Slice(byte[] bytes, int from, int to) => new(bytes, from, to - from);
}
