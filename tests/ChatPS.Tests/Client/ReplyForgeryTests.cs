using ChatPS.Client;

namespace ChatPS.Tests.Client;

/// <summary>
/// Users of every short name, of every word of the phrases and of our own name in other cases, who chat and whisper between each
/// request and its reply: no list, receipt, echo or refusal may be false. One that cannot be told from theirs may only be missing.
/// </summary>
public sealed class ReplyForgeryTests
{
    private const string Own = "fo";
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private static readonly string[] s_chosenNames = [.. ("ok success sent whisper whispered delivered server system info welcome login hello no NO No you me YOU Me "
        + "user users userlist name names members clients people online connected here who WHO active current USERS Users OK Sent "
        + "FO Fo fO fo1 f o W MSG motd joined left 12 to").Split(' ')];

    public static TheoryData<string, int> Runs()
    {
        var runs = new TheoryData<string, int>();
        foreach (Dialect dialect in Dialect.All)
        {
            for (int seed = 0; seed < 25; seed++)
                runs.Add(dialect.Name, seed);
        }

        return runs;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Nothing_that_others_say_is_taken_for_a_reply(string dialectName, int seed)
    {
        Dialect dialect = Dialect.All.Single(one => one.Name == dialectName);
        var random = new Random(seed);
        ReplyHarness chat = LogIn(dialect);
        Warm(chat, dialect);
        int right = 0;
        for (int i = 0; i < 60; i++)
            right += Ask(chat, dialect, random, i) ? 1 : 0;
        if (dialect.IsTellable)
            Assert.Equal(60, right);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Nor_before_anything_that_we_said_has_come_back(string dialectName, int seed)
    {
        Dialect dialect = Dialect.All.Single(one => one.Name == dialectName);
        var random = new Random(seed);
        ReplyHarness chat = LogIn(dialect);
        chat.Hear(dialect.Speech("be", "good morning"));
        for (int i = 0; i < 8; i++)
            Ask(chat, dialect, random, i);
    }

    private static ReplyHarness LogIn(Dialect dialect)
    {
        var chat = new ReplyHarness(Own);
        PendingLogin login = chat.LogIn();
        chat.Hear(dialect.Welcome);
        chat.Matcher.Server.IsOwnServer = dialect.IsOwn;
        chat.Pass();
        Assert.True(login.IsDone);
        return chat;
    }

    // Two plain echoes, so that a form that no known one fits is learned; before that all that is certain is the exact echo.
    private static void Warm(ReplyHarness chat, Dialect dialect)
    {
        foreach (string text in (string[])["first words", "second words"])
        {
            chat.Say(text);
            chat.Hear(dialect.Speech(Own, text));
            chat.Pass();
        }

        Assert.Equal(0, chat.Requests.OwedCount);
    }

    private static bool Ask(ReplyHarness chat, Dialect dialect, Random random, int number)
    {
        string text = "text " + number;
        string target = random.Next(2) == 0 ? "doc" : "nobody";
        string heard = dialect.IsBare ? "some text" : text; // there anybody's same words are the same frame
        string[] names = [.. new[] { Own, "be", "doc" }.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Name(random))).Distinct()];
        (PendingRequest request, string reply) = random.Next(3) switch
        {
            0 => ((PendingRequest)chat.Say(text), dialect.Speech(Own, text)),
            1 => (chat.List(), dialect.List(names)),
            _ => (chat.Whisper(target, text), target == "doc" ? dialect.Receipt(target) : dialect.Refusal(target)),
        };
        Chatter(chat, dialect, random, heard, target);
        chat.Hear(reply);
        Chatter(chat, dialect, random, heard, target);
        chat.Pass();
        chat.Pass();
        if (!chat.GiveUp(request))
            return false;
        AssertTrue(chat, request, reply, names, target);
        return true;
    }

    private static void AssertTrue(ReplyHarness chat, PendingRequest request, string reply, string[] names, string target)
    {
        switch (request)
        {
            case PendingEcho echo:
                Assert.Null(echo.AlteredText);
                Assert.Null(echo.Refusal);
                break;
            case PendingUserList list:
                Assert.Null(list.Refusal);
                Assert.True(names.SequenceEqual(list.Names), string.Join(' ', list.Names) + "\n" + string.Join('\n', chat.Heard.TakeLast(25)));
                break;
            default:
                Assert.True((target == "doc" ? null : reply) == request.Refusal, request.Reply + "|" + string.Join('\n', chat.Inbox.TakeLast(12)));
                break;
        }
    }

    private static void Chatter(ReplyHarness chat, Dialect dialect, Random random, string text, string target)
    {
        for (int i = random.Next(6); i > 0; i--)
        {
            string name = dialect.IsUpper ? Name(random).ToUpperInvariant() + "X" : Name(random); // nobody else is FO there
            string said = Words(random, text, target);
            string payload = random.Next(3) == 0 ? dialect.Whisper(name, said) : dialect.Speech(name, said);
            PendingRequest? taken = chat.Hear(payload);
            Assert.False(taken is { IsDone: true, IsAbandoned: false }, $"'{payload}' was taken for the reply to a {taken?.GetType().Name}");
            chat.Pass(random.Next(20));
        }
    }

    private static string Name(Random random)
    {
        if (random.Next(2) == 0)
            return s_chosenNames[random.Next(s_chosenNames.Length)];
        string name = string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Letters[random.Next(26)]));
        return name == Own ? name + name : name;
    }

    private static string Words(Random random, string text, string target) => random.Next(12) switch
    {
        0 => text,
        1 => Own + ": " + text,
        2 => $"OK - whispered to {target}",
        3 => $"NO - no such user: {target}",
        4 => "fo, evil",
        5 => "USERS 2: fo evil",
        6 => "Users: fo evil",
        7 => $"sent to {target}",
        8 => "fo evil",
        9 => "NO - not understood",
        10 => $"Welcome, {Own}! ChatPS 1",
        _ => "whatever",
    };

    /// <summary>How one kind of server says things.</summary>
    private sealed record Dialect(
        string Name,
        string Welcome,
        Func<string, string, string> Speech,
        Func<string, string, string> Whisper,
        Func<string[], string> List,
        Func<string, string> Receipt,
        Func<string, string> Refusal)
    {
        public static readonly Dialect[] All =
        [
            new("own", "Welcome, fo! ChatPS 1", (n, t) => $"{n}: {t}", (n, t) => $"{n} whispers: {t}", n => $"USERS {n.Length}: {string.Join(' ', n)}", t => $"OK - whispered to {t}", t => $"NO - no such user: {t}") { IsOwn = true, IsTellable = true },
            new("colon", "Welcome fo", (n, t) => $"{n}: {t}", (n, t) => $"{n} whispers: {t}", n => string.Join(", ", n), t => $"OK whispered to {t}", _ => "NO - no such user") { IsTellable = true },
            new("resembles", "Welcome, fo! ChatPS 10", (n, t) => $"{n}: {t}", (n, t) => $"[whisper] {n}: {t}", n => "Users (" + n.Length + "): " + string.Join(' ', n), _ => "Message delivered", t => $"NO user {t}") { IsTellable = true },
            new("angles", "Hello fo!", (n, t) => $"<{n}> {t}", (n, t) => $"(whisper) <{n}> {t}", n => "Users: " + string.Join(' ', n), _ => "OK: sent", t => $"NO: {t} is not here") { IsTellable = true },
            new("brackets", "OK", (n, t) => $"[{n}] {t}", (n, t) => $"*{n}* {t}", n => "[" + string.Join(", ", n.Select(x => $"'{x}'")) + "]", t => $"sent to {t}", _ => "NO such user") { IsTellable = true },
            new("clock", "Welcome to the server, fo", (n, t) => $"[12:34] {{{n}}} {t}", (n, t) => $"{n} whispers: {t}", n => "Online now: " + string.Join(' ', n), _ => "Delivered.", t => $"NO - {t} unknown") { IsTellable = true },
            new("headed", "Welcome fo", (n, t) => $"{n}: {t}", (n, t) => $"{n} whispers: {t}", n => "Users: " + string.Join(' ', n), t => $"OK: sent to {t}", _ => "NO: no such user"),
            new("arrow", "Welcome to the chat server", (n, t) => $"{n} -> all: {t}", (n, t) => $"{n} -> you: {t}", n => $"Online ({n.Length}): {string.Join(", ", n)}", t => $"You whispered to {t}: text", t => $"NO such user {t}") { IsTellable = true },
            new("message from", "Welcome to the chat server", (n, t) => $"Message from {n}: {t}", (n, t) => $"{n} whispers: {t}", n => $"There are {n.Length} users: {string.Join(' ', n)}", _ => "Your whisper was delivered", t => $"NO, {t} is not here") { IsTellable = true },
            new("tabs", "Welcome to the chat server", (n, t) => $"{n}\t{t}", (n, t) => $"{n} whispers: {t}", n => string.Join('\t', n), _ => "whispered", _ => "NO"),
            new("upper", "Welcome to the chat server", (n, t) => $"{n.ToUpperInvariant()}: {t}", (n, t) => $"{n} whispers: {t}", n => "Current users: " + string.Join(", ", n), _ => "Message delivered.", t => $"NO - no such user {t}") { IsUpper = true },
            new("bare", "Welcome to the chat server", (_, t) => t, (_, t) => t, n => string.Join(' ', n), _ => "OK", t => $"NO - no such user {t}") { IsBare = true },
            new("whole", "Welcome to the chat server", (_, t) => "MSG " + t, (_, t) => t, n => string.Join(", ", n), _ => "OK", t => $"NO - no such user {t}") { IsBare = true },
            new("says", "Hi fo", (n, t) => $"{n} says: {t}", (n, t) => $"{n} whispers to you: {t}", n => string.Join(' ', n), _ => "Whisper sent.", _ => "NO") { IsTellable = true },
        ];

        public bool IsOwn { get; init; }

        /// <summary>It writes all names in capitals.</summary>
        public bool IsUpper { get; init; }

        /// <summary>It relays texts without a name.</summary>
        public bool IsBare { get; init; }

        /// <summary>Its replies can be told from what users say; where not, a reply may be missed, but never false.</summary>
        public bool IsTellable { get; init; }
    }
}
