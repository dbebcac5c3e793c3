using System.Management.Automation;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ChatPS.Net;
using ChatPS.Tests.Server;

namespace ChatPS.Tests.Commands;

/// <summary>-UseSsl of both sides, against each other and against SslStream.</summary>
public sealed class EncryptionTests : IDisposable
{
    private static readonly PSCredential s_fo = ConnectedRunspace.Credential("fo");

    private readonly ModuleHost _host = new();

    public void Dispose()
    {
        _host.Run("Get-ChatSession | Disconnect-ChatServer; Get-ChatServer | Stop-ChatServer");
        _host.Dispose();
    }

    [Fact]
    public void What_Start_ChatServer_returns_is_connected_to_encrypted_and_by_its_fingerprint()
    {
        ChatServer server = Start("-UseSsl");
        ChatSession session = _host.Run("$args[0] | Connect-ChatServer -Credential $args[1]", server, s_fo).Single<ChatSession>();
        Assert.True(server.UseSsl);
        Assert.True(session.UseSsl);
        Assert.Equal(64, server.CertificateThumbprint!.Length);
        Assert.Equal(server.CertificateThumbprint, session.CertificateThumbprint);
        string text = string.Join(' ', Enumerable.Repeat("word", 50));
        Assert.Equal(text.Replace(" ", ""), string.Concat(_host.Run("(Send-ChatMessage $args[0] -PassThru).Text", text).All<string>()).Replace(" ", ""));
        Assert.Equal(2000, _host.Run("1..2000 | Send-ChatMessage; (Receive-ChatMessage).Count").Single<int>());
    }

    [Fact]
    public void A_server_without_TLS_comes_down_the_pipeline_without_it()
    {
        ChatServer server = Start("");
        Assert.False(_host.Run("$args[0] | Connect-ChatServer -Credential $args[1]", server, s_fo).Single<ChatSession>().UseSsl);
        Assert.False(server.UseSsl);
        Assert.Null(server.CertificateThumbprint);
    }

    [Theory]
    [InlineData("-UseSsl", "nobody whom this machine trusts has signed it")]
    [InlineData("-CertificateThumbprint ('00' * 32)", "its fingerprint is not the one that was expected")]
    public void A_certificate_that_is_refused_is_an_error_with_its_fingerprint_and_no_login_is_sent(string how, string why)
    {
        ChatServer server = Start("-UseSsl");
        ErrorRecord error = _host.Fail($"Connect-ChatServer 127.0.0.1 $args[0] -Credential $args[1] {how}", server.Port, s_fo);
        Assert.StartsWith("CertificateRefused,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.SecurityError, error.CategoryInfo.Category);
        Assert.Contains(why, error.Exception.Message);
        Assert.Contains(server.CertificateThumbprint!, error.Exception.Message);
        Assert.Empty(server.UserName);
    }

    [Theory]
    [InlineData("other", false, "it was not made for '127.0.0.1'")]
    [InlineData("localhost", true, "only")]
    public void The_error_says_whether_name_or_date_is_wrong(string madeFor, bool expired, string why)
    {
        using X509Certificate2 certificate = TestCertificate.Create(madeFor, expired);
        ChatServer server = Start("-Certificate $args[0]", certificate);
        ErrorRecord error = _host.Fail("Connect-ChatServer 127.0.0.1 $args[0] -Credential $args[1] -UseSsl", server.Port, s_fo);
        Assert.Contains(why, error.Exception.Message);
        Assert.Equal(TestCertificate.Fingerprint(certificate), server.CertificateThumbprint);
    }

    [Theory]
    [InlineData("colons")]
    [InlineData("lower")]
    [InlineData("second")]
    public void A_fingerprint_is_taken_as_it_is_copied_and_one_of_several_is_enough(string how)
    {
        ChatServer server = Start("-UseSsl");
        string print = server.CertificateThumbprint!;
        string[] pins = how switch
        {
            "colons" => [string.Join(':', print.Chunk(2).Select(pair => new string(pair)))],
            "lower" => [print.ToLowerInvariant()],
            _ => [new string('0', 64), print],
        };
        Assert.True(_host.Run("Connect-ChatServer 127.0.0.1 $args[0] -Credential $args[1] -CertificateThumbprint $args[2]", server.Port, s_fo, pins).Single<ChatSession>().UseSsl);
    }

    [Fact]
    public void What_is_no_SHA256_is_refused_as_a_parameter()
    {
        ErrorRecord error = _host.Fail("Connect-ChatServer 127.0.0.1 1 -Credential $args[0] -CertificateThumbprint ('00' * 20)", s_fo);
        Assert.Contains("SHA-256", error.Exception.Message);
    }

    [Fact]
    public void To_skip_the_check_warns_and_shows_the_fingerprint()
    {
        ChatServer server = Start("-UseSsl");
        ScriptResult result = _host.Run("Connect-ChatServer 127.0.0.1 $args[0] -Credential $args[1] -SkipCertificateCheck", server.Port, s_fo);
        Assert.True(result.Single<ChatSession>().UseSsl);
        Assert.Contains(server.CertificateThumbprint!, Assert.Single(result.Warnings));
    }

    [Fact]
    public void Both_kinds_of_server_tell_the_wrong_kind_of_client_what_is_wrong()
    {
        ErrorRecord plain = _host.Fail("Connect-ChatServer 127.0.0.1 $args[0] -Credential $args[1]", Start("-UseSsl").Port, s_fo);
        Assert.Contains("this server is encrypted", plain.Exception.Message);
        ErrorRecord encrypted = _host.Fail("Connect-ChatServer 127.0.0.1 $args[0] -Credential $args[1] -UseSsl", Start("").Port, s_fo);
        Assert.Contains("does not use TLS", encrypted.Exception.Message);
        Assert.DoesNotContain(ConnectedRunspace.Password, plain.Exception + plain.Exception.Message + encrypted.Exception);
    }

    [Fact]
    public void A_server_that_never_answers_the_handshake_is_a_timeout()
    {
        using var silent = new ScriptedServer();
        ErrorRecord error = _host.Fail("Connect-ChatServer 127.0.0.1 $args[0] -Credential $args[1] -UseSsl -TimeoutSec 0.2", silent.Port, s_fo);
        Assert.StartsWith("Timeout,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("TLS", error.Exception.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SslStream_logs_in_hears_itself_and_leaves_with_or_without_a_word(bool announces)
    {
        ChatServer server = Start("-UseSsl");
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 60_000 };
        await socket.ConnectAsync(IPAddress.Loopback, server.Port, TestContext.Current.CancellationToken);
        await using var ssl = new SslStream(new NetworkStream(socket), false, new CertificateCheck("localhost", [], skip: true).Accept);
        await ssl.AuthenticateAsClientAsync("localhost");
        await ssl.WriteAsync("12LOGIN foo pw06MSG hi"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("22Welcome, foo! ChatPS 1" + "07foo: hi", await ReadText(ssl, 33));
        if (announces)
            await ssl.ShutdownAsync();
        socket.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await ssl.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
        RawClient.Until(() => server.UserName.Length == 0, "foo gone");
        Assert.Null(server.LastError);
    }

    /// <summary>A hello that ends anywhere, and noise, disturb nobody.</summary>
    [Fact]
    public void Peers_that_stop_in_the_handshake_or_send_noise_are_closed_and_disturb_nobody()
    {
        ChatServer server = Start("-UseSsl");
        _host.Run("$null = $args[0] | Connect-ChatServer -Credential $args[1]", server, s_fo);
        byte[] hello = Hello();
        var peers = new List<Socket>();
        for (int length = 1; length < hello.Length; length += 7)
            peers.Add(Send(server, hello.AsSpan(0, length)));
        peers.Add(Send(server, new byte[300]));
        peers.Add(Send(server, [0x16, 3, 1, 0xff, 0xff, .. new byte[4000]]));
        Assert.Equal("hi", _host.Run("(Send-ChatMessage hi -PassThru).Text").Single<string>());
        foreach (Socket peer in peers)
            peer.Dispose();
        RawClient.Until(() => server.ClientCount == 1, "only fo");
        Assert.Equal("ho", _host.Run("(Send-ChatMessage ho -PassThru).Text").Single<string>());
        Assert.Null(server.LastError);
    }

    [Fact]
    public void A_peer_that_stays_in_the_handshake_has_the_deadline_of_a_login()
    {
        ChatServer server = Start("-UseSsl -LoginTimeoutSec 0.2");
        using Socket peer = Send(server, Hello().AsSpan(0, 20));
        RawClient.Until(() => server.ClientCount == 0, "the silent peer gone");
    }

    [Fact]
    public async Task A_server_that_requires_a_certificate_of_ours_is_an_error_in_time()
    {
        using X509Certificate2 certificate = TestCertificate.Create();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task part = Task.Run(async () =>
        {
            await using var ssl = new SslStream(new NetworkStream(await listener.AcceptSocketAsync(), true), false);
            await Assert.ThrowsAnyAsync<Exception>(() => ssl.AuthenticateAsServerAsync(certificate, clientCertificateRequired: true, checkCertificateRevocation: false));
        });
        ErrorRecord error = _host.Fail(
            "Connect-ChatServer 127.0.0.1 $args[0] -Credential $args[1] -CertificateThumbprint $args[2]",
            ((IPEndPoint)listener.LocalEndpoint).Port, s_fo, TestCertificate.Fingerprint(certificate));
        Assert.Matches("^(ConnectionLost|ServerUnreachable),", error.FullyQualifiedErrorId);
        await part;
    }

    [Theory]
    [InlineData("pfx", "Secret4711", null)]
    [InlineData("pfx", null, null)]
    [InlineData("pem", null, null)]
    [InlineData("pem", "Secret4711", null)]
    [InlineData("pfx", "wrong", "CertificateInvalid,")]
    [InlineData("public", null, "CertificateInvalid,")]
    [InlineData("text", null, "CertificateInvalid,")]
    [InlineData("missing", null, "CertificateInvalid,")]
    public void A_certificate_comes_from_a_file_or_the_error_says_why_not(string kind, string? password, string? error)
    {
        using X509Certificate2 certificate = TestCertificate.Create();
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Write(path, kind, certificate, password == "wrong" ? "right" : password);
            string with = password is null ? "" : "-CertificatePassword $args[1].Password";
            string start = $"Start-ChatServer 0 -UseSsl -Certificate $args[0] {with}";
            object?[] arguments = [path, ConnectedRunspace.Credential("x", password ?? "x")];
            if (error is null)
                Assert.Equal(TestCertificate.Fingerprint(certificate), _host.Run(start, arguments).Single<ChatServer>().CertificateThumbprint);
            else
                Assert.StartsWith(error, _host.Fail(start, arguments).FullyQualifiedErrorId, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Write(string path, string kind, X509Certificate2 certificate, string? password)
    {
        string pem = certificate.ExportCertificatePem() + "\n";
        var cost = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        using ECDsa? key = certificate.GetECDsaPrivateKey();
        if (kind == "pfx")
            File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, password));
        else if (kind == "pem")
            File.WriteAllText(path, pem + (password is null ? key!.ExportPkcs8PrivateKeyPem() : key!.ExportEncryptedPkcs8PrivateKeyPem(password, cost)));
        else if (kind == "public")
            File.WriteAllBytes(path, certificate.RawData);
        else if (kind == "text")
            File.WriteAllText(path, "no certificate");
    }

    private static async Task<string> ReadText(Stream stream, int count)
    {
        byte[] bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(bytes);
    }

    private static byte[] Hello()
    {
        using TlsEngine client = TlsEngine.Client("localhost", new CertificateCheck("localhost", [], skip: true).Accept);
        byte[] hello = new byte[client.Outgoing.Count];
        client.Outgoing.Take(hello, 0, hello.Length);
        return hello;
    }

    private static Socket Send(ChatServer server, ReadOnlySpan<byte> bytes)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, server.Port);
        socket.Send(bytes);
        return socket;
    }

    private ChatServer Start(string parameters, params object?[] arguments) =>
        _host.Run("Start-ChatServer 0 " + parameters, arguments).Single<ChatServer>();
}
