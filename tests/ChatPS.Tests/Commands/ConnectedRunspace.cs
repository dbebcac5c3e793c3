using System.Management.Automation;
using System.Security;
using ChatPS.Client;
using ChatPS.Commands;

namespace ChatPS.Tests.Commands;

/// <summary>One user's runspace that is connected to a scripted server.</summary>
internal sealed class ConnectedRunspace : IDisposable
{
    public const string Password = "Secret4711";

    /// <param name="server">The server's part, beside the client's.</param>
    /// <param name="network">How the session is connected; the system's when left out.</param>
    public ConnectedRunspace(Action<ScriptedPeer>? server = null, NetworkEnvironment? network = null)
    {
        Server = new ScriptedServer();
        Task<ScriptedPeer> accepting = Task.Run(Server.AcceptLogin);
        Host = new ModuleHost();
        if (network is not null)
            Host.Run("$args[0].Invoke()", new Action(() => RunspaceState.Current.Network = network));
        Session = Host.Run("Connect-ChatServer 127.0.0.1 $args[0] -Credential $args[1]", Server.Port, Credential("fo")).Single<ChatSession>();
        Peer = accepting.GetAwaiter().GetResult();
        Part = server is null ? Task.CompletedTask : ScriptedServer.Run(() => server(Peer));
    }

    public ScriptedServer Server { get; }

    public ScriptedPeer Peer { get; }

    public ModuleHost Host { get; }

    public ChatSession Session { get; }

    /// <summary>The server's part of the test: awaited, it fails the test if it failed.</summary>
    public Task Part { get; }

    public static PSCredential Credential(string userName, string password = Password)
    {
        var secret = new SecureString();
        foreach (char c in password)
            secret.AppendChar(c);
        return new PSCredential(userName, secret);
    }

    public void Dispose()
    {
        Host.Dispose();
        Peer.Dispose();
        Server.Dispose();
    }
}
