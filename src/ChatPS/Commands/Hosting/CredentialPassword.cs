using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>The password of a credential as text.</summary>
internal static class CredentialPassword
{
    /// <summary>The empty credential has no password to ask for, not even an empty one.</summary>
    public static string Of(PSCredential credential) =>
        string.IsNullOrEmpty(credential.UserName) ? "" : credential.GetNetworkCredential().Password;
}
