using System.Management.Automation;
using System.Management.Automation.Language;

namespace ChatPS.Tests.Commands;

public sealed class WhisperAndUserTests
{
    [Fact]
    public async Task A_whisper_waits_for_the_servers_word_and_PassThru_gives_what_was_whispered()
    {
        string? heard = null;
        using var chat = new ConnectedRunspace(peer =>
        {
            heard = peer.Read();
            peer.Say("be: in between", "OK - whispered to doc");
        });
        ChatMessage whisper = chat.Host.Run("Send-ChatWhisper doc 'How are you today?' -PassThru").Single<ChatMessage>();
        await chat.Part;
        Assert.Equal("W doc How are you today?", heard);
        Assert.Equal((ChatMessageKind.Whisper, "fo", "doc", "How are you today?", true), (whisper.Kind, whisper.Sender, whisper.Recipient, whisper.Text, whisper.IsOwn));
        Assert.Equal("in between", chat.Host.Run("Receive-ChatMessage").Single<ChatMessage>().Text);
    }

    [Fact]
    public async Task Whom_it_cannot_whisper_to_is_an_error_for_each_and_the_pipeline_goes_on()
    {
        using var chat = new ConnectedRunspace(peer =>
        {
            peer.Read();
            peer.Say("NO - no such user: nobody");
            peer.Read();
            peer.Say("OK - whispered to doc");
        });
        ScriptResult result = chat.Host.Run("'nobody', 'a b', 'doc' | ForEach-Object { Send-ChatWhisper $_ hi }");
        await chat.Part;
        Assert.Equal(["Refused,ChatPS.Commands.SendChatWhisperCommand", "InvalidUserName,ChatPS.Commands.SendChatWhisperCommand"],
            result.Errors.Select(error => error.FullyQualifiedErrorId));
        Assert.Equal("nobody", result.Errors[0].TargetObject);
    }

    [Fact]
    public async Task Users_are_listed_filtered_and_whispered_to_on_the_session_that_listed_them()
    {
        List<string> heard = [];
        using var chat = new ConnectedRunspace(peer =>
        {
            heard.Add(peer.Read());
            peer.Say("USERS 4: be", "dave: hi", "USERS 4: doc dave fo");
            for (int i = 0; i < 2; i++)
            {
                heard.Add(peer.Read());
                peer.Say("OK - whispered");
            }
        });
        using var other = new ConnectedRunspace();
        ScriptResult result = chat.Host.Run("""
            $newest = Connect-ChatServer 127.0.0.1 $args[1] -Credential $args[2]
            Get-ChatUser d* -Session $args[0] | Send-ChatWhisper -Message hi
            """, chat.Session, Welcoming(other.Server), ConnectedRunspace.Credential("fo2"));
        await chat.Part;
        Assert.Empty(result.Errors);
        Assert.Equal(["WHO", "W doc hi", "W dave hi"], heard);
    }

    [Fact]
    public async Task The_own_name_is_marked_and_hostile_names_are_harmless()
    {
        using var chat = new ConnectedRunspace(peer =>
        {
            peer.Read();
            peer.Say("Users (2): FO \u001B[31mevil");
        });
        IReadOnlyList<ChatUser> users = chat.Host.Run("Get-ChatUser").All<ChatUser>();
        await chat.Part;
        Assert.Equal([("FO", true), ("␛[31mevil", false)], users.Select(user => (user.Name, user.IsSelf)));
    }

    [Fact]
    public async Task What_came_before_the_request_is_not_its_answer()
    {
        using var said = new SemaphoreSlim(0);
        using var chat = new ConnectedRunspace(peer =>
        {
            peer.Say("maintenance at noon");
            said.Release();
            Assert.Equal("WHO", peer.Read());
            peer.Say("fo, doc");
            peer.Say("a strange whisper");
            said.Release();
            Assert.Equal("W nobody hi", peer.Read());
            peer.Say("NO - not here");
        });
        Assert.True(await said.WaitAsync(ScriptedServer.Bound));
        Assert.Equal(["fo", "doc"], chat.Host.Run("(Get-ChatUser).Name").Output.Select(name => name.ToString()));
        Assert.True(await said.WaitAsync(ScriptedServer.Bound));
        Assert.StartsWith("Refused,", Assert.Single(chat.Host.Run("Send-ChatWhisper nobody hi").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        await chat.Part;
        Assert.Equal(["maintenance at noon", "a strange whisper"], chat.Host.Run("Receive-ChatMessage").All<ChatMessage>().Select(m => m.Text));
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_not_taken_for_the_next_one()
    {
        using var answer = new SemaphoreSlim(0);
        using var chat = new ConnectedRunspace(peer =>
        {
            Assert.Equal("WHO", peer.Read());
            Assert.True(answer.Wait(ScriptedServer.Bound));
            peer.Say("old list");
            Assert.Equal("WHO", peer.Read());
            peer.Say("new list");
        });
        ScriptResult late = chat.Host.Run("Get-ChatUser -TimeoutSec 0.2");
        Assert.StartsWith("Timeout,", Assert.Single(late.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        answer.Release();
        Assert.Equal(["new", "list"], chat.Host.Run("Get-ChatUser -TimeoutSec 60").All<ChatUser>().Select(user => user.Name));
        await chat.Part;
        Assert.Equal("old list", chat.Host.Run("Receive-ChatMessage -Wait -First 1 -TimeoutSec 60").Single<ChatMessage>().Text);
    }

    [Fact]
    public async Task A_list_shorter_than_its_heading_says_is_given_all_the_same()
    {
        using var chat = new ConnectedRunspace(peer =>
        {
            peer.Read();
            peer.Say("USERS 30: be doc");
        });
        Assert.Equal(["be", "doc"], chat.Host.Run("Get-ChatUser -TimeoutSec 60").All<ChatUser>().Select(user => user.Name));
        await chat.Part;
    }

    [Theory]
    [InlineData("o'clock;$(Stop-Process)")]
    [InlineData("`$(calc)")]
    [InlineData("\"quoted\"x")]
    [InlineData("-Session")]
    [InlineData("\u2019; calc \u2018")]
    [InlineData("\u001B]0;x\u0007")]
    [InlineData("1kb")]
    [InlineData("plain")]
    public async Task Completing_a_name_inserts_one_harmless_argument(string hostile)
    {
        using var chat = new ConnectedRunspace(peer =>
        {
            peer.Read();
            peer.Say("['" + hostile.Replace(';', '\u00B7').Replace(' ', '_') + "']");
        });
        const string Typed = "Send-ChatWhisper ";
        ScriptResult result = chat.Host.Run("(TabExpansion2 $args[0] $args[0].Length).CompletionMatches[0].CompletionText", Typed);
        await chat.Part;
        string line = Typed + result.Single<string>();
        Assert.DoesNotContain(line, char.IsControl);
        Ast script = Parser.ParseInput(line, out _, out ParseError[] errors);
        Assert.Empty(errors);
        var command = Assert.Single(script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true));
        Assert.IsType<StringConstantExpressionAst>(((CommandAst)command).CommandElements[1]);
        Assert.Equal(2, ((CommandAst)command).CommandElements.Count);
    }

    private static int Welcoming(ScriptedServer server)
    {
        _ = Task.Run(server.AcceptLogin);
        return server.Port;
    }
}
