namespace ChatPS;

/// <summary>
/// Why an operation failed. The name of the member is the error id that a script sees,
/// so members are added and never renamed.
/// </summary>
public enum ChatFailure
{
    /// <summary>No address of the host took the connection in time.</summary>
    ServerUnreachable,

    /// <summary>The server answered the login with a refusal.</summary>
    LoginRefused,

    /// <summary>The server refused the login since the user is logged in already.</summary>
    AlreadyLoggedIn,

    /// <summary>The server refused the login since it has no place left.</summary>
    ServerFull,

    /// <summary>The name is not of letters and digits only, or too long for a frame; nothing was sent.</summary>
    InvalidUserName,

    /// <summary>The password is not of letters and digits only, or too long for a frame; nothing was sent.</summary>
    InvalidPassword,

    /// <summary>Nothing arrived within the time limit.</summary>
    Timeout,

    /// <summary>The other side closed the connection, or the network lost it.</summary>
    ConnectionLost,

    /// <summary>The other side sent bytes that are not frames; nothing after them can be trusted.</summary>
    ProtocolViolation,

    /// <summary>No session was specified and there is none to fall back on.</summary>
    NoSession,

    /// <summary>There is no server of this runspace on the port.</summary>
    NoServer,

    /// <summary>The session was closed on this side.</summary>
    SessionClosed,

    /// <summary>The server refused the request with a text that begins with <c>NO</c>.</summary>
    Refused,

    /// <summary>Texts were sent, or should have been, and their echo did not come.</summary>
    NotConfirmed,

    /// <summary>The echo of a text was changed or cut.</summary>
    Altered,

    /// <summary>The inbox is full of messages that the waiting receiver does not want.</summary>
    InboxFull,

    /// <summary>The text would be read by the server as the request <c>WHO</c>; nothing was sent.</summary>
    ReservedText,

    /// <summary>The text is empty or only white space; nothing was sent.</summary>
    EmptyText,

    /// <summary>The host has no keys and no lines to read from.</summary>
    HostNotInteractive,

    /// <summary>The address and port cannot be listened on, usually because another program does.</summary>
    AddressInUse,

    /// <summary>The server would accept any login from other machines, and was not allowed to.</summary>
    LoginNotRestricted,

    /// <summary>The system has no socket or descriptor left.</summary>
    OutOfResources,

    /// <summary>Another <c>Enter-ChatSession</c> is in the session.</summary>
    SessionInUse,

    /// <summary>The server has stopped or failed.</summary>
    ServerEnded,

    /// <summary>No client has the name, or comes from the address; or it is not banned.</summary>
    NoClient,

    /// <summary>A file cannot be read or written, or a line of it is not what it should be.</summary>
    FileNotUsable,

    /// <summary>The server's certificate was refused; nothing of the login was sent.</summary>
    CertificateRefused,

    /// <summary>A server cannot use the certificate that it was given.</summary>
    CertificateInvalid,

    /// <summary>The connection was lost behind a text: it may have arrived or not, and is not sent again.</summary>
    InDoubt,

    /// <summary>A server does not keep a rule of the protocol.</summary>
    RuleFailed,

    /// <summary>A server with faults would be reached by other machines.</summary>
    FaultNotLocal,
}
