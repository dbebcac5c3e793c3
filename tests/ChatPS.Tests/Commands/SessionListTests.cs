namespace ChatPS.Tests.Commands;

/// <summary>What Get-ChatSession lists of sessions that have ended.</summary>
public sealed class SessionListTests
{
    private const string CloseWithOneUnread = """
        $server = Start-ChatServer -Port 0
        $sessions = foreach ($i in 1..12) {
            $session = $server | Connect-ChatServer -Credential $args[0]
            Send-ChatMessage $i -Session $session
            while (-not (Get-ChatSession -Id $session.Id).UnreadCount) { }
            Disconnect-ChatServer $session
            $session
        }
        Stop-ChatServer
        """;

    [Fact]
    public void Of_those_that_were_left_with_unread_messages_it_lists_the_ten_newest_and_all_stay_readable()
    {
        using var host = new ModuleHost();
        ScriptResult result = host.Run(CloseWithOneUnread + """

            $listed = Get-ChatSession
            "$($listed.Id)" -eq "$($sessions[2..11].Id)"
            "$(($sessions | Receive-ChatMessage).Text)"
            """, ConnectedRunspace.Credential("fo"));
        Assert.Empty(result.Errors);
        Assert.Equal([true, "1 2 3 4 5 6 7 8 9 10 11 12"], result.Output.Select(item => item.BaseObject));
    }

    [Fact]
    public void One_that_has_ended_leaves_the_list_when_it_is_disconnected_again()
    {
        using var host = new ModuleHost();
        ScriptResult result = host.Run(CloseWithOneUnread + """

            $listed = Get-ChatSession
            $listed | Disconnect-ChatServer
            Get-ChatSession
            $listed.Count
            """, ConnectedRunspace.Credential("fo"));
        Assert.Empty(result.Errors);
        Assert.Equal(10, result.Single<int>());
    }

    [Fact]
    public void After_a_login_that_failed_there_is_nothing_to_disconnect_and_nothing_to_say()
    {
        using var host = new ModuleHost();
        ScriptResult result = host.Run("""
            $server = Start-ChatServer -Port 0 -Credential $args[0]
            $older = $server | Connect-ChatServer -Credential $args[0]
            $refused = try { $server | Connect-ChatServer -Credential $args[1] -ErrorAction Stop } catch { "$_" } finally { Disconnect-ChatServer }
            $refused -like "*127.0.0.1:$($server.Port)*refused the login of 'be'*Check user name and password."
            $older.State
            Stop-ChatServer
            """, ConnectedRunspace.Credential("fo"), ConnectedRunspace.Credential("be"));
        Assert.Empty(result.Errors);
        Assert.Equal(["True", "Opened"], result.Output.Select(item => item.ToString()));
    }

    [Fact]
    public void A_broken_session_or_a_login_that_failed_is_never_replaced_by_an_older_session()
    {
        using var host = new ModuleHost();
        ScriptResult result = host.Run("""
            $server = Start-ChatServer -Port 0 -Credential $args[0]
            $other = Start-ChatServer -Port 0
            $older = $server | Connect-ChatServer -Credential $args[0]
            $newer = $other | Connect-ChatServer -Credential $args[0]
            Stop-ChatServer $other
            while ($newer.State -eq 'Opened') { }
            Send-ChatMessage broken -ErrorAction SilentlyContinue -ErrorVariable problem
            $problem[0].FullyQualifiedErrorId
            $other | Connect-ChatServer -Credential $args[0] -ErrorAction SilentlyContinue
            Send-ChatMessage failed -ErrorAction SilentlyContinue -ErrorVariable problem
            $problem[0].FullyQualifiedErrorId
            Receive-ChatMessage $older
            Disconnect-ChatServer $older
            $null = $server | Connect-ChatServer -Credential $args[0]
            (Send-ChatMessage again -PassThru).Text
            Stop-ChatServer
            """, ConnectedRunspace.Credential("fo"));
        Assert.Equal(
            ["ConnectionLost,ChatPS.Commands.SendChatMessageCommand", "ServerUnreachable,ChatPS.Commands.SendChatMessageCommand", "again"],
            result.Output.Select(item => item.ToString()));
    }

    [Theory]
    [InlineData("Get-ChatSession -Id 99", "NoSession,")]
    [InlineData("Get-ChatServer -Port 1", "NoServer,")]
    public void What_is_named_and_not_there_is_an_error(string command, string id)
    {
        using var host = new ModuleHost();
        Assert.StartsWith(id, host.Fail(command).FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
