using System.Management.Automation;
using ChatPS.Client;

namespace ChatPS.Commands;

/// <summary>A login that can be repeated while the cmdlet that has the credential runs. For the pipeline's thread.</summary>
internal sealed class SessionLogin
{
    private readonly ConnectOptions _options;
    private readonly PSCredential _credential;

    /// <param name="session">The session that was opened with the credential.</param>
    /// <param name="options">As it was opened.</param>
    /// <param name="credential">User name and password.</param>
    public SessionLogin(ChatSession session, ConnectOptions options, PSCredential credential)
    {
        Session = session;
        _options = options;
        _credential = credential;
    }

    /// <summary>The session of the last login.</summary>
    public ChatSession Session { get; private set; }

    /// <summary>Logs in again where the session was logged in; the new session takes the place of the old one.</summary>
    /// <exception cref="ChatException">As of <see cref="ChatSession.Connect"/>; the old session is still there.</exception>
    public ChatSession Repeat(CallOptions call)
    {
        ChatSession next = ChatSession.Connect(_options, CredentialPassword.Of(_credential), call);
        RunspaceState.Current.Sessions.Forget(Session);
        RunspaceState.Current.Sessions.Add(next);
        return Session = next;
    }
}
