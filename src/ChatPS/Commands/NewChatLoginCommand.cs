using System;
using System.Management.Automation;
using System.Text;
using ChatPS.Server;

namespace ChatPS.Commands;

/// <summary>New-ChatLogin: the line of a login file for a credential, which holds no password but a salted hash.</summary>
[Cmdlet(VerbsCommon.New, "ChatLogin")]
[OutputType(typeof(string))]
public sealed class NewChatLoginCommand : ChatCmdlet
{
    /// <summary>The name and the password.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [CredentialArrayTransformation]
    public PSCredential[] Credential { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSCredential credential in Credential)
        {
            ThrowIfStopped();
            TryRun(credential.UserName, () => WriteObject(Hash(credential).ToString()));
        }
    }

    private static PasswordHash Hash(PSCredential credential)
    {
        byte[] password = Encoding.UTF8.GetBytes(CredentialPassword.Of(credential));
        try
        {
            // What nobody could log in with is refused here, where it can be corrected.
            var login = new ChatLogin(credential.UserName ?? "", password);
            return PasswordHash.Create(login.UserName, password);
        }
        finally
        {
            Array.Clear(password, 0, password.Length);
        }
    }
}
