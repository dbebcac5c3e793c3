using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace ChatPS.Shell;

/// <summary>
/// The call of a script, as it would be typed: so its arguments bind as at a prompt, and <c>exit</c> in it, which ends only
/// the script, can be passed on.
/// </summary>
internal static class ScriptCall
{
    private static readonly Regex s_parameter = new(@"^(?<name>-[A-Za-z_]\w*(:|$))(?<value>.*)$", RegexOptions.Singleline);

    public static string For(string path, IEnumerable<string> words) =>
        $"& {Quoted(path)} {string.Join(' ', words.Select(Argument))}\nif (-not $?) {{ exit ($LASTEXITCODE ?? {ExitCode.Failure}) }}";

    /// <summary><c>-Name</c> stays a parameter, and <c>-Switch:$false</c> a truth value; all else is text, whatever is in it.</summary>
    private static string Argument(string word)
    {
        Match parameter = s_parameter.Match(word);
        string value = parameter.Groups["value"].Value;
        return !parameter.Success ? Quoted(word)
            : value.Length == 0 ? word
            : parameter.Groups["name"].Value + (bool.TryParse(value.TrimStart('$'), out bool truth) ? $"${truth}" : Quoted(value));
    }

    private static string Quoted(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
