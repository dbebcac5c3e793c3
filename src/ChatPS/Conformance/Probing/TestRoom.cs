using System;
using System.Collections.Generic;
using System.Globalization;
using ChatPS.Net;

namespace ChatPS.Conformance;

/// <summary>
/// The clients that the rules use: two users, who stay logged in from rule to rule while all goes well, and strangers, who live for one rule.
/// </summary>
internal sealed class TestRoom(TestLogin first, TestLogin? second, Func<SocketChannel> connect, RuleTimer timer, Transcript transcript) : IDisposable
{
    private readonly TestUser _first = new(first);
    private readonly TestUser? _second = second is null ? null : new TestUser(second);
    private readonly List<TestPeer> _strangers = [];
    private readonly string _run = "t" + Guid.NewGuid().ToString("N").Substring(0, 6);
    private readonly HashSet<string> _used = [];
    private int _texts;

    /// <summary>The name of the first user, with its password.</summary>
    public TestLogin FirstLogin => first;

    /// <summary>The same of the second.</summary>
    /// <exception cref="RuleSkippedException">There is none.</exception>
    public TestLogin SecondLogin => second ?? throw new RuleSkippedException("It takes a second user: give -OtherCredential.");

    /// <summary>A name that nobody has.</summary>
    public string NoName => "nobody" + _run;

    /// <summary>Whether somebody who cannot be known may log in; null while that was not tried.</summary>
    public bool? LetsAnybodyIn { get; set; }

    public RuleTimer Timer => timer;

    /// <summary>The first user, logged in.</summary>
    public TestPeer First => LogIn(_first);

    /// <summary>The second user, logged in.</summary>
    public TestPeer Second => LogIn(_second ?? throw new RuleSkippedException("It takes a second user: give -OtherCredential."));

    /// <summary>A text that has not been said before.</summary>
    public string NewText() => _run + "n" + (++_texts).ToString(CultureInfo.InvariantCulture);

    /// <summary>A new connection that has not logged in.</summary>
    public TestPeer Connect(string label = "a stranger")
    {
        var peer = new TestPeer(label, new FrameSocket(connect(), timer), timer, transcript);
        _strangers.Add(peer);
        return peer;
    }

    /// <summary>Skips a rule that means nothing where the right login is not welcomed.</summary>
    public void NeedsLogin() => _ = First;

    /// <summary>Has nobody logged in under either name, so that a rule can do it by itself.</summary>
    public void Empty()
    {
        _first.Leave();
        _second?.Leave();
    }

    /// <summary>A rule begins: what the last one left unread is gone.</summary>
    public void BeginRule()
    {
        _first.Peer?.ReadWhatIsThere();
        _second?.Peer?.ReadWhatIsThere();
    }

    /// <summary>A rule has ended. After one that failed nobody knows what still comes: the users connect anew.</summary>
    public void EndRule(bool failed)
    {
        _strangers.ForEach(static peer => peer.Dispose());
        _strangers.Clear();
        if (failed)
            Empty();
    }

    /// <summary>
    /// Connects and logs in. A name that was used before may still be taken by a connection that has just ended: then it is tried again
    /// until the server has noticed.
    /// </summary>
    /// <param name="login">Who.</param>
    /// <param name="send">How the request is sent; in one piece when left out.</param>
    /// <returns>Where it is logged in.</returns>
    /// <exception cref="RuleFailedException">It is not welcomed.</exception>
    public TestPeer LogInAs(TestLogin login, Action<TestPeer, string>? send = null)
    {
        bool isTakenPerhaps = _used.Contains(login.Name);
        long by = timer.ReplyBy;
        while (true)
        {
            TestPeer peer = Connect(login.Name);
            (send ?? (static (sender, request) => sender.Send(request)))(peer, login.Request);
            LoginAnswer answer = peer.AwaitLogin(withGrace: !isTakenPerhaps);
            if (answer == LoginAnswer.Accepted)
            {
                _used.Add(login.Name);
                return peer;
            }

            NoteRefusal(login, isFinal: answer == LoginAnswer.Refused && !isTakenPerhaps);
            if (answer == LoginAnswer.None || !isTakenPerhaps || timer.Slice(by) == 0)
                throw new RuleFailedException($"The right login of {login.Name} was not welcomed: {Describe(answer)}.");
            peer.Dispose();
            timer.Pause(ConformanceLimits.RetryMs);
        }
    }

    public void Dispose() => EndRule(failed: true);

    private TestPeer LogIn(TestUser user)
    {
        if (user.Peer is { HasEnded: false } inside)
            return inside;
        if (user.IsGivenUp)
            throw new RuleSkippedException($"{user.Login.Name} cannot log in.");
        try
        {
            TestPeer peer = LogInAs(user.Login);
            user.Enter(peer);
            _strangers.Remove(peer);
            ReadUntilQuiet();
            return peer;
        }
        catch (RuleFailedException e)
        {
            user.NoteFailure();
            throw new RuleSkippedException("It takes a login. " + e.Message);
        }
    }

    // A wrong password is not tried again and again: servers slow down whoever does that.
    private void NoteRefusal(TestLogin login, bool isFinal)
    {
        if (isFinal && login == first)
            _first.GiveUp();
        else if (isFinal && login == second)
            _second!.GiveUp();
    }

    private static string Describe(LoginAnswer answer) => answer switch
    {
        LoginAnswer.Refused => "it was refused",
        LoginAnswer.Closed => "the server closed the connection",
        _ => "no answer came",
    };

    // What is said to who comes in, and about it to the others, is no reply to what they ask next.
    private void ReadUntilQuiet()
    {
        _first.Peer?.ReadUntilQuiet();
        _second?.Peer?.ReadUntilQuiet();
    }
}
