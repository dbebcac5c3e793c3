using System.Management.Automation;
using ChatPS.Client;
using ChatPS.Text;

namespace ChatPS.Commands;

/// <summary>Connecting as the cmdlets do it: with the credential's password, a warning where it travels in the open, and an entry in the table.</summary>
internal static class SessionOpener
{
    public static ChatSession Open(ChatCmdlet cmdlet, ConnectOptions options, PSCredential credential, in CallOptions call)
    {
        ChatSession session = Connect(cmdlet, options, credential, call);
        RunspaceState.Current.Sessions.Add(session);
        ConnectionHistory.Add(session.ComputerName, session.Port);
        try
        {
            Describe(cmdlet, session, options);
            return session;
        }
        catch
        {
            // Ctrl+C, or a warning that stops: nobody will receive it.
            Abandon(session);
            throw;
        }
    }

    /// <summary>Closes a session that its opener has not handed on.</summary>
    public static void Abandon(ChatSession session)
    {
        session.Dispose();
        RunspaceState.Current.Sessions.Forget(session);
    }

    /// <summary>Warns where others can read what is sent.</summary>
    public static void WarnOfOpenConnection(Cmdlet cmdlet, ConnectOptions options, bool isLoopback, string? fingerprint)
    {
        if (!options.IsEncrypted && !isLoopback)
            cmdlet.WriteWarning($"The connection to '{options.ComputerName}' is not encrypted: the password and all messages can be read on the way. Where the server has TLS, connect with -UseSsl.");
        if (options.SkipsCertificateCheck)
            cmdlet.WriteWarning($"The certificate of '{options.ComputerName}' was not checked: whoever is in between can read all. Its SHA-256 fingerprint, for -CertificateThumbprint, is {fingerprint}.");
    }

    private static void Describe(ChatCmdlet cmdlet, ChatSession session, ConnectOptions options)
    {
        WarnOfOpenConnection(cmdlet, options, session.IsLoopback, session.CertificateThumbprint);
        cmdlet.WriteVerboseLine($"Logged in as '{session.UserName}' at {session.ComputerName}, port {session.Port}: {session.Welcome}");
    }

    // A failure stays known until a Connect succeeds: what follows in a script must not go to an older session.
    private static ChatSession Connect(Cmdlet cmdlet, ConnectOptions options, PSCredential credential, in CallOptions call)
    {
        var work = new ProgressReporter(cmdlet, "Connecting", () => TerminalText.MakeSafe($"{options.ComputerName}, port {options.Port}"));
        options.Network = RunspaceState.Current.Network;
        ChatSession? session = null;
        try
        {
            return session = ChatSession.Connect(options, CredentialPassword.Of(credential), call.WithProgress(work.Waiting));
        }
        catch (ChatException e)
        {
            RunspaceState.Current.Sessions.ConnectFailure = e;
            throw;
        }
        finally
        {
            work.End();
            if (session is null)
                options.Reconnect?.Password.Dispose();
        }
    }
}
