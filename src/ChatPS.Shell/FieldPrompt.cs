using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ChatPS.Shell;

/// <summary>Asks for the values of mandatory parameters that were left out. The engine converts the text that it gets.</summary>
internal sealed class FieldPrompt(ShellUserInterface ui)
{
    /// <exception cref="HostException">Input ended before all were given.</exception>
    public Dictionary<string, PSObject?> Ask(string? caption, string? message, IEnumerable<FieldDescription> fields)
    {
        foreach (string line in new[] { caption, message }.OfType<string>().Where(line => line.Length > 0))
            ui.Ask(line + Environment.NewLine);
        return fields.ToDictionary(field => field.Name, field => PSObject.AsPSObject(ValueOf(field)))!;
    }

    private object ValueOf(FieldDescription field)
    {
        if (field.ParameterTypeFullName == typeof(PSCredential).FullName)
            return new CredentialPrompt(ui).Ask(null, null, null);
        if (field.ParameterTypeFullName.EndsWith("[]", StringComparison.Ordinal))
            return ListOf(field).ToArray();
        ui.Ask($"{field.Name}: ");
        bool isSecret = field.ParameterTypeFullName == typeof(SecureString).FullName;
        return isSecret ? Given(ui.ReadLineAsSecureString(), field) : Given(ui.ReadLine(), field);
    }

    /// <summary>An empty answer ends a list.</summary>
    private IEnumerable<string> ListOf(FieldDescription field)
    {
        for (int i = 0; ; i++)
        {
            ui.Ask($"{field.Name}[{i}]: ");
            string item = Given(ui.ReadLine(), field);
            if (item.Length == 0)
                yield break;
            yield return item;
        }
    }

    private static T Given<T>(T? answer, FieldDescription field)
        where T : class => answer ?? throw new HostException($"Input ended before a value for {field.Name} was given.");
}
