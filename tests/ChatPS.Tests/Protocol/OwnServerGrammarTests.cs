using ChatPS.Protocol;

namespace ChatPS.Tests.Protocol;

/// <summary>What a ChatPS server says, and what it never does.</summary>
public sealed class OwnServerGrammarTests
{
    [Theory]
    [InlineData("be: hi", ChatMessageKind.Message, "be", "hi")]
    [InlineData("b: ", ChatMessageKind.Message, "b", "")]
    [InlineData("be: doc: hi", ChatMessageKind.Message, "be", "doc: hi")]
    [InlineData("be: x whispers: y", ChatMessageKind.Message, "be", "x whispers: y")]
    [InlineData("be whispers: psst", ChatMessageKind.Whisper, "be", "psst")]
    [InlineData("be2 whispers: a: b", ChatMessageKind.Whisper, "be2", "a: b")]
    [InlineData("zZ09: x", ChatMessageKind.Message, "zZ09", "x")]
    [InlineData("* 09:41 be: earlier", ChatMessageKind.History, "be", "earlier")]
    [InlineData("* 09:41 be: ", ChatMessageKind.History, "be", "")]
    [InlineData("NO - no such user: be", ChatMessageKind.Refusal, null, "NO - no such user: be")]
    [InlineData("NO: not a refusal", ChatMessageKind.Message, "NO", "not a refusal")]
    [InlineData("* be joined", ChatMessageKind.Presence, null, "* be joined")]
    [InlineData("* be left", ChatMessageKind.Presence, null, "* be left")]
    [InlineData("* server: up until noon", ChatMessageKind.Notice, null, "* server: up until noon")]
    [InlineData("* motd: welcome", ChatMessageKind.Notice, null, "* motd: welcome")]
    [InlineData("* server is stopping", ChatMessageKind.Notice, null, "* server is stopping")]
    [InlineData("USERS 2: be fo", ChatMessageKind.Notice, null, "USERS 2: be fo")]
    [InlineData("USERS 0:", ChatMessageKind.Notice, null, "USERS 0:")]
    [InlineData("OK - whispered to be", ChatMessageKind.Notice, null, "OK - whispered to be")]
    [InlineData("Welcome, fo! ChatPS 1", ChatMessageKind.Notice, null, "Welcome, fo! ChatPS 1")]
    public void What_it_says_is_read(string payload, ChatMessageKind kind, string? sender, string text)
    {
        Assert.True(OwnServerGrammar.TryRead(payload, out ServerMessage message));
        Assert.Equal((kind, sender, text), (message.Kind, message.Sender, message.Text));
        Assert.Equal(kind is ChatMessageKind.Message or ChatMessageKind.Whisper, message.IsChat);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hi")]
    [InlineData(": hi")]
    [InlineData(" whispers: hi")]
    [InlineData("be:hi")]
    [InlineData("b e: hi")]
    [InlineData("b_e: hi")]
    [InlineData("bé: hi")]
    [InlineData("~: hi")]
    [InlineData("NO")]
    [InlineData("NO - ", true)]
    [InlineData("* be came")]
    [InlineData("* be joined us")]
    [InlineData("* be joined\n")]
    [InlineData("* 9:41 be: earlier")]
    [InlineData("* 09:41 b e: earlier")]
    [InlineData("x * server: up")]
    [InlineData("* server is stopping now")]
    [InlineData("USERS: be fo", true)] // of somebody called so
    [InlineData("USERS 2:be fo")]
    [InlineData("OK - whispered")]
    [InlineData("Welcome, fo! ChatPS 2")]
    [InlineData("Welcome, fo! ChatPS 1\n")]
    public void What_it_never_says_is_another_kind_of_server(string payload, bool known = false) =>
        Assert.Equal(known, OwnServerGrammar.TryRead(payload, out ServerMessage _));

    [Theory]
    [InlineData("NO - no such user: be", "be")]
    [InlineData("NO - no such user: ", "")]
    [InlineData("NO - be cannot keep up", "be")]
    [InlineData("NO - be keeps up", null)]
    [InlineData("be cannot keep up", null)]
    [InlineData("OK - whispered to be", null)]
    public void A_refused_whisper_names_whom_it_was_for(string payload, string? target) =>
        Assert.Equal(target, OwnServerGrammar.RefusedTarget(payload));

    [Theory]
    [InlineData("OK - whispered to be", "be")]
    [InlineData("OK - whispered to ", "")]
    [InlineData("OK", null)]
    [InlineData("NO - whispered to be", null)]
    public void A_receipt_names_whom_it_went_to(string payload, string? target) =>
        Assert.Equal(target, OwnServerGrammar.WhisperedTo(payload));

    [Fact]
    public void Only_a_disconnect_is_one()
    {
        Assert.True(OwnServerGrammar.IsDisconnect("NO - disconnected: logged in elsewhere"));
        Assert.False(OwnServerGrammar.IsDisconnect("NO - not understood"));
        Assert.False(OwnServerGrammar.IsDisconnect("disconnected: logged in elsewhere"));
    }

    [Fact]
    public void Every_form_of_the_servers_own_texts_is_read()
    {
        Assert.True(OwnServerGrammar.TryRead(OwnServerGrammar.WelcomeOf("fo"), out ServerMessage _));
        Assert.All(
            [ServerText.LogInFirst, ServerText.NotUnderstood],
            reason => Assert.True(OwnServerGrammar.TryRead(OwnServerGrammar.RefusalMark + reason, out ServerMessage message) && message.Kind == ChatMessageKind.Refusal));
    }
}
