using static ChatPS.Conformance.ProtocolSentences;

namespace ChatPS.Conformance;

/// <summary>Who may come in, and what nobody may do before.</summary>
internal static class LoginRules
{
    public static ConformanceRule[] All =>
    [
        LoginIsWelcomed, LoginByteByByteIsWelcomed, UnknownUserIsRefused, WrongPasswordIsRefused, LoginWithoutPasswordIsRefused,
        LoginWithoutNameIsRefused, NameOfOtherSignsIsRefused, PasswordOfOtherSignsIsRefused, LoginAfterRefusalIsWelcomed,
        MessageBeforeLoginIsRefused, MessageBeforeLoginIsNotHeard, ListBeforeLoginIsRefused, WhisperBeforeLoginIsNotDelivered,
    ];

    public static ConformanceRule LoginIsWelcomed { get; } = new(Welcome, room => room.LogInAs(room.FirstLogin));

    public static ConformanceRule LoginByteByByteIsWelcomed { get; } = new(Header, room =>
    {
        room.NeedsLogin();
        room.Empty();
        room.LogInAs(room.FirstLogin, static (peer, request) => peer.SendByteByByte(request));
    });

    public static ConformanceRule UnknownUserIsRefused { get; } = new(LoginFailed, SkipIfAnybodyMayEnter);

    public static ConformanceRule WrongPasswordIsRefused { get; } = new(LoginFailed, room =>
    {
        room.NeedsLogin();
        room.Empty();
        SkipIfAnybodyMayEnter(room);
        ExpectLoginRefused(room, room.FirstLogin.WrongRequest);
    });

    public static ConformanceRule LoginWithoutPasswordIsRefused { get; } = new(LoginFailed, room => ExpectLoginRefused(room, "LOGIN " + room.NoName));

    public static ConformanceRule LoginWithoutNameIsRefused { get; } = new(LoginFailed, room => ExpectLoginRefused(room, "LOGIN"));

    public static ConformanceRule NameOfOtherSignsIsRefused { get; } = new(Alphanumeric, room => ExpectLoginRefused(room, "LOGIN f-o! be"));

    public static ConformanceRule PasswordOfOtherSignsIsRefused { get; } = new(Alphanumeric, room => ExpectLoginRefused(room, $"LOGIN {room.NoName} b-e!"));

    public static ConformanceRule LoginAfterRefusalIsWelcomed { get; } = new(Welcome, room =>
    {
        room.NeedsLogin();
        room.Empty();
        TestPeer user = room.Connect(room.FirstLogin.Name);
        user.Send("LOGIN");
        user.ExpectRefusalOrEnd();
        user.Send(room.FirstLogin.Request);
        LoginAnswer answer = user.AwaitLogin(withGrace: false);
        if (user.HasEnded)
            throw new RuleSkippedException("The server disconnects whoever it refuses; the protocol leaves that open.");
        if (answer != LoginAnswer.Accepted)
            throw new RuleFailedException("A right login behind a refused one was not welcomed.");
    });

    public static ConformanceRule MessageBeforeLoginIsRefused { get; } = new(LoginFirst, room => ExpectRefusedOutside(room, "MSG " + room.NewText()));

    public static ConformanceRule MessageBeforeLoginIsNotHeard { get; } = new(LoginFirst, room =>
    {
        TestPeer user = room.First;
        string text = room.NewText();
        ExpectRefusedOutside(room, "MSG " + text);
        ExpectNotHeard(room, user, text);
    });

    public static ConformanceRule ListBeforeLoginIsRefused { get; } = new(LoginFirst, room => ExpectRefusedOutside(room, "WHO"));

    public static ConformanceRule WhisperBeforeLoginIsNotDelivered { get; } = new(LoginFirst, room =>
    {
        TestPeer user = room.First;
        string text = room.NewText();
        ExpectRefusedOutside(room, $"W {room.FirstLogin.Name} {text}");
        ExpectNotHeard(room, user, text);
    });

    private static void ExpectLoginRefused(TestRoom room, string request)
    {
        if (IsAccepted(room, request))
            throw new RuleFailedException("The login was answered with something that does not begin with NO.");
    }

    private static void SkipIfAnybodyMayEnter(TestRoom room)
    {
        room.LetsAnybodyIn ??= IsAccepted(room, $"LOGIN {room.NoName} guess");
        if (room.LetsAnybodyIn == true)
            throw new RuleSkippedException("The server lets anybody log in; the protocol does not say who may.");
    }

    private static bool IsAccepted(TestRoom room, string request)
    {
        TestPeer stranger = room.Connect();
        stranger.Send(request);
        switch (stranger.AwaitLogin(withGrace: true))
        {
            case LoginAnswer.None:
                throw new RuleFailedException("The login was not answered.");
            case LoginAnswer.Closed:
                throw new RuleFailedException("The server closed the connection and did not say NO.");
            case LoginAnswer.Refused:
                return false;
            default:
                return IsServed(room, stranger);
        }
    }

    // A refusal in other words is no welcome.
    private static bool IsServed(TestRoom room, TestPeer stranger)
    {
        string text = room.NewText();
        stranger.Send("MSG " + text);
        if (stranger.Hears(text))
            return true;
        throw new RuleFailedException("The login was refused in words that do not begin with NO.");
    }

    private static void ExpectRefusedOutside(TestRoom room, string request)
    {
        TestPeer stranger = room.Connect();
        stranger.Send(request);
        stranger.ExpectRefusalOrEnd();
    }

    private static void ExpectNotHeard(TestRoom room, TestPeer user, string text)
    {
        string next = room.NewText();
        user.Send("MSG " + next);
        if (user.CollectUntil(next).Count(text) > 0)
            throw new RuleFailedException("What somebody said who had not logged in was passed on.");
    }
}
