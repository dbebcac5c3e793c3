using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Text;
using ChatPS.Client;
using ChatPS.Conformance;
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

    /// <summary>The users of a test; their names differ.</summary>
    /// <exception cref="ChatException">Nobody could log in with one of them, or both are the same.</exception>
    public static (TestLogin First, TestLogin? Second) ForTest(PSCredential credential, PSCredential? other)
    {
        (TestLogin first, TestLogin? second) = (ForTest(credential), other is null ? null : ForTest(other));
        if (string.Equals(first.Name, second?.Name, StringComparison.OrdinalIgnoreCase))
            throw new ChatException(ChatFailure.InvalidUserName, "-OtherCredential is of the same user as -Credential.");
        return (first, second);
    }

    private static TestLogin ForTest(PSCredential credential)
    {
        string password = CredentialPassword.Of(credential);
        LoginExchange.Check(credential.UserName ?? "", password);
        return new TestLogin(credential.UserName!, password);
    }
}
