using System.Management.Automation;
using System.Security;

namespace ChatPS.Commands;

/// <summary>The password of a credential as text.</summary>
internal static class CredentialPassword
{
    /// <summary>The empty credential has no password to ask for, not even an empty one.</summary>
    public static string Of(PSCredential credential) =>
        string.IsNullOrEmpty(credential.UserName) ? "" : credential.GetNetworkCredential().Password;

    /// <summary>A copy that its owner disposes; the credential's own stays as it is.</summary>
    public static SecureString Copy(PSCredential credential) => credential.Password?.Copy() ?? new SecureString();
}
