using System.Collections.Generic;
using System.Globalization;
using System.Text;
using ChatPS.Text;

namespace ChatPS.Protocol;

/// <summary>Every payload that our own server says, in the forms that <see cref="OwnServerGrammar"/> reads. Pure.</summary>
internal static class ServerText
{
    public const string NoSuchLogin = "username/password pair does not exist";
    public const string AlreadyLoggedIn = "already logged in";
    public const string LogInFirst = "log in first";
    public const string NotAlphanumeric = "username and password must be alphanumeric";
    public const string NotUnderstood = "not understood";
    public const string ServerIsFull = "server is full";
    public const string NameNotAllowed = "username not allowed";
    public const string ByOperator = "by the operator";
    public const string Banned = "banned";
    public const string IsEncrypted = "this server is encrypted: connect with TLS";
    public const string LoggedInElsewhere = OwnServerGrammar.DisconnectedMark + "logged in elsewhere";
    public const string Stopping = "* server is stopping";

    /// <summary>The longest name, in bytes: what is said behind it still has room in a frame, and a relayed text is not cut into crumbs.</summary>
    public const int MaxName = 64;

    /// <summary>What precedes the name that nobody has; the name follows as the client sent it.</summary>
    public static byte[] NoSuchUserPrefix { get; } = Encoding.ASCII.GetBytes(OwnServerGrammar.NoSuchUserMark);

    /// <summary>What precedes every other reason.</summary>
    public static byte[] RefusalPrefix { get; } = Encoding.ASCII.GetBytes(OwnServerGrammar.RefusalMark);

    /// <summary>A refusal as a whole frame, for who has no place in the room.</summary>
    public static byte[] RefusalFrame(string reason) => FrameCodec.Encode(Encoding.ASCII.GetBytes(OwnServerGrammar.RefusalMark + reason));

    public static string Welcome(string name) => OwnServerGrammar.WelcomeOf(name);

    public static string Whispered(string name) => OwnServerGrammar.ReceiptMark + name;

    public static string CannotKeepUp(string name) => name + OwnServerGrammar.CannotKeepUpMark;

    /// <summary>What precedes a notice of who is in charge.</summary>
    public const string NoticeMark = "* server: ";

    /// <summary>What precedes the message of the day.</summary>
    public const string MotdMark = "* motd: ";

    /// <summary>What precedes a message that was said before.</summary>
    /// <param name="time">Hours and minutes, as 08:31.</param>
    /// <param name="name">Who said it.</param>
    public static string HistoryPrefix(string time, string name) => $"* {time} {name}{OwnServerGrammar.MessageMark}";

    /// <summary>A text of any length in payloads that each begin with a mark and fit a frame, safe to print; lines that are blank are left out.</summary>
    public static List<string> Lines(string mark, string text)
    {
        var payloads = new List<string>();
        foreach (string line in text.Split('\r', '\n'))
        {
            foreach (string part in MessageSplitter.SplitLine(TerminalText.MakeSafe(line), ProtocolConstants.MaxPayload - mark.Length))
            {
                if (!string.IsNullOrWhiteSpace(part))
                    payloads.Add(mark + part);
            }
        }

        return payloads;
    }

    public static string Joined(string name) => $"* {name} joined";

    public static string Left(string name) => $"* {name} left";

    public static string MessagePrefix(string name) => name + OwnServerGrammar.MessageMark;

    public static string WhisperPrefix(string name) => name + OwnServerGrammar.WhisperMark;

    /// <summary>The list of names, in as many payloads as it takes; each has the heading that says how many names there are in all.</summary>
    public static IEnumerable<string> Users(IList<string> names)
    {
        string heading = string.Format(CultureInfo.InvariantCulture, "USERS {0}:", names.Count);
        var line = new StringBuilder(heading, ProtocolConstants.MaxPayload);
        foreach (string name in names)
        {
            if (line.Length + 1 + name.Length > ProtocolConstants.MaxPayload)
            {
                yield return line.ToString();
                line.Length = heading.Length;
            }

            line.Append(' ').Append(name);
        }

        yield return line.ToString();
    }
}
