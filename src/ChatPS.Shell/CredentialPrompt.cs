using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ChatPS.Shell;

/// <summary>Asks for a password, and for a name where none was given.</summary>
internal sealed class CredentialPrompt(ShellUserInterface ui)
{
    /// <exception cref="HostException">Input ended before the answer.</exception>
    public PSCredential Ask(string? caption, string? message, string? userName)
    {
        foreach (string line in new[] { caption, message }.OfType<string>().Where(line => line.Length > 0))
            ui.Ask(line + Environment.NewLine);
        while (string.IsNullOrEmpty(userName))
        {
            ui.Ask("User: ");
            userName = ui.ReadLine() ?? throw new HostException("Input ended before a user name was given.");
        }

        ui.Ask($"Password for user {userName}: ");
        SecureString password = ui.ReadLineAsSecureString() ?? throw new HostException("Input ended before a password was given.");
        return new PSCredential(userName, password);
    }
}
