using System.Text;
using ChatPS.Server;

namespace ChatPS.Tests.Server;

/// <summary>Logins in a file: salted hashes, checked on another thread than the talk.</summary>
public sealed class LoginFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "logins.txt");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    // RFC 7914, section 11, and a vector of one block that several implementations share.
    [Theory]
    [InlineData("passwd", "salt", 1, "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc")]
    [InlineData("Password", "NaCl", 80_000, "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56")]
    [InlineData("password", "salt", 4096, "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a")]
    public void The_key_is_as_others_derive_it(string password, string salt, int iterations, string key)
    {
        Assert.Equal(key, Convert.ToHexStringLower(Pbkdf2.Derive(Encoding.ASCII.GetBytes(password), Encoding.ASCII.GetBytes(salt), iterations)));
        Assert.Equal(key, Convert.ToHexStringLower(Pbkdf2.DeriveHere(Encoding.ASCII.GetBytes(password), Encoding.ASCII.GetBytes(salt), iterations)));
    }

    [Fact]
    public void A_line_matches_its_password_alone_and_no_two_are_the_same()
    {
        string line = Line("fo", "Secret4711");
        PasswordHash hash = Assert.IsType<PasswordHash>(PasswordHash.Parse(line));
        Assert.Equal(("fo", line), (hash.UserName, hash.ToString()));
        Assert.True(hash.Matches("Secret4711"u8.ToArray()));
        Assert.False(hash.Matches("Secret4712"u8.ToArray()));
        Assert.NotEqual(line, Line("fo", "Secret4711"));
        Assert.DoesNotContain("Secret", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fo")]
    [InlineData("fo secret")]
    [InlineData("fo md5$1$c2FsdHNhbHQ=$NNzY9guYviGDDM7l7yJwH5ZBpEQY0EBBSu/wiHazSrVg=")]
    [InlineData("fo pbkdf2-sha256$0$c2FsdHNhbHQ=$NNzY9guYviGDDM7l7yJwH5ZBpEQY0EBBSu/wiHazSrU=")]
    [InlineData("fo pbkdf2-sha256$99999999$c2FsdHNhbHQ=$TdzY9guYviGDDM7l7yJwH5ZBpEQY0EBBSu/wiHazSrU=")]
    [InlineData("fo pbkdf2-sha256$1$not base64$TdzY9guYviGDDM7l7yJwH5ZBpEQY0EBBSu/wiHazSrU=")]
    [InlineData("fo pbkdf2-sha256$1$c2FsdHNhbHQ=$c2hvcnQ=")]
    [InlineData("NO pbkdf2-sha256$1$c2FsdHNhbHQ=$TdzY9guYviGDDM7l7yJwH5ZBpEQY0EBBSu/wiHazSrU=")]
    [InlineData("f: pbkdf2-sha256$1$c2FsdHNhbHQ=$TdzY9guYviGDDM7l7yJwH5ZBpEQY0EBBSu/wiHazSrU=")]
    public void What_is_no_login_is_an_error_with_its_line(string line)
    {
        File.WriteAllLines(_path, ["# logins", "", Line("fo", "pw"), line]);
        ChatException e = Assert.Throws<ChatException>(() => new LoginFile(_path, new LoginList([])));
        Assert.Equal(ChatFailure.FileNotUsable, e.Failure);
        Assert.Contains("Line 4", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_takes_the_logins_of_the_file_and_reads_it_again()
    {
        File.WriteAllLines(_path, [Line("fo", "right")]);
        using ChatServer server = Start();
        using RawClient fo = RawClient.Connect(server);
        fo.Send("LOGIN fo wrong", "LOGIN be right", "LOGIN FO right", "WHO");
        string no = "NO - username/password pair does not exist";
        Assert.Equal([no, no, "Welcome, FO! ChatPS 1", "USERS 1: FO"], fo.Read(4));
        File.AppendAllLines(_path, [Line("be", "later")]);
        using RawClient be = RawClient.LogIn(server, "be", "later");
        File.AppendAllLines(_path, ["broken"]);
        using RawClient elsewhere = RawClient.LogIn(server, "be", "later"); // takes over, since it has the right password
        Assert.Equal(["NO - disconnected: logged in elsewhere"], be.ReadToEnd());
        string[] changes = [.. ServerLogTests.Lines(server.Log).Where(line => line.StartsWith("Changed", StringComparison.Ordinal))];
        Assert.Equal("Changed: Logins: 2", changes[0]);
        Assert.StartsWith("Changed: Logins: as they were. Line 3 of", changes[1], StringComparison.Ordinal);
        Assert.Null(server.LastError);
    }

    [Fact]
    public void Credentials_hold_beside_the_file()
    {
        File.WriteAllLines(_path, [Line("fo", "right")]);
        using ChatServer server = Start(TestServer.Login("be", "other"));
        using RawClient fo = RawClient.LogIn(server, "fo", "right");
        using RawClient be = RawClient.LogIn(server, "be", "other");
        using RawClient wrong = RawClient.Connect(server);
        Assert.StartsWith("NO - username/password", wrong.Ask("LOGIN be right"), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_waits_for_the_check_holds_up_nobody_and_may_go()
    {
        // The check takes seconds: all that follows has to happen beside it.
        PasswordHash[] logins = [PasswordHash.Create("slow", "right"u8.ToArray(), iterations: 1), PasswordHash.Create("fo", "right"u8.ToArray(), iterations: 1)];
        File.WriteAllLines(_path, [logins[0].ToString().Replace("$1$", "$5000000$", StringComparison.Ordinal), logins[1].ToString()]);
        using ChatServer server = Start();
        using RawClient fo = RawClient.LogIn(server, "fo", "right");
        using RawClient slow = RawClient.Connect(server);
        slow.Send("LOGIN slow right");
        RawClient.Until(() => server.Run(control => control.GetClients(server), TestContext.Current.CancellationToken).Count(client => client.Received > 0) == 2, "the login");
        Assert.Equal("fo: hi", fo.Ask("MSG hi"));
        slow.Reset();
        Assert.Equal("fo: bye", fo.Ask("MSG bye"));
        Assert.Equal(["Started", "Came", "LoggedIn fo", "Came"], ServerLogTests.Lines(server.Log));
    }

    [Fact]
    public async Task Each_address_has_its_turn()
    {
        File.WriteAllLines(_path, [Line("fo", "right")]);
        using var checker = new LoginChecker(new LoginFile(_path, new LoginList([])), new ServerLog(static () => DateTime.Now));
        var order = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var isHeld = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var all = new TaskCompletionSource();
        checker.Start("first", "fo", "right"u8.ToArray(), isRight =>
        {
            Assert.True(isRight);
            isHeld.Set();
            go.Wait(RawClient.Patience);
        });
        Assert.True(isHeld.Wait(RawClient.Patience));
        byte[] password = "wrong"u8.ToArray();
        foreach (string address in (string[])["flooder", "flooder", "flooder", "honest"])
            checker.Start(address, "fo", address == "honest" ? password : "wrong"u8.ToArray(), isRight => Note(address + isRight));
        go.Set();
        await all.Task.WaitAsync(RawClient.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(["flooderFalse", "honestFalse", "flooderFalse", "flooderFalse"], order);
        Assert.Equal(new byte[5], password); // overwritten

        void Note(string answer)
        {
            order.Enqueue(answer);
            if (order.Count == 4)
                all.SetResult();
        }
    }

    private ChatServer Start(params ChatLogin[] logins) => ChatServer.Start(new ServerOptions { Port = 0, LoginPath = _path, Logins = logins });

    private static string Line(string name, string password) => PasswordHash.Create(name, Encoding.ASCII.GetBytes(password), iterations: 1000).ToString();
}
