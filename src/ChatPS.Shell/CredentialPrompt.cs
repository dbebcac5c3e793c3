using System.Management.Automation;
using System.Security;

namespace ChatPS.Shell;

/// <summary>Asks for a password, and for a name where none was given.</summary>
internal sealed class CredentialPrompt(ShellUserInterface ui)
{
    /// <summary>Null when input ends before the answer.</summary>
    public PSCredential? Ask(string? caption, string? message, string? userName)
    {
        foreach (string line in new[] { caption, message }.OfType<string>().Where(line => line.Length > 0))
            ui.Ask(line + Environment.NewLine);
        while (string.IsNullOrEmpty(userName))
        {
            ui.Ask("User: ");
            if ((userName = ui.ReadLine()) is null)
                return null;
        }

        ui.Ask($"Password for user {userName}: ");
        return ui.ReadLineAsSecureString() is { } password ? new PSCredential(userName, password) : null;
    }
}
