using System.Collections.Generic;
using System.Management.Automation;
using System.Text;
using ChatPS.Server;

namespace ChatPS.Commands;

/// <summary>The logins that credentials stand for.</summary>
internal static class CredentialLogins
{
    /// <exception cref="ChatException">Nobody could log in with one of them.</exception>
    public static List<ChatLogin> Of(IEnumerable<PSCredential> credentials)
    {
        var logins = new List<ChatLogin>();
        foreach (PSCredential credential in credentials)
            logins.Add(new ChatLogin(credential.UserName ?? "", Encoding.UTF8.GetBytes(CredentialPassword.Of(credential))));
        return logins;
    }
}
