using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Net;
using ChatPS.Text;

namespace ChatPS.Commands;

/// <summary>
/// What the completers share: values that begin with the word on the line, each safe to print, and each inserted as one argument
/// and nothing else, since servers and other people choose some of them.
/// </summary>
internal abstract class ChatCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');
        return Suggest(fakeBoundParameters)
            .Select(static suggestion => suggestion with { Value = TerminalText.MakeSafe(suggestion.Value), Description = TerminalText.MakeSafe(suggestion.Description) })
            .Where(suggestion => suggestion.Value.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .GroupBy(static suggestion => suggestion.Value, StringComparer.OrdinalIgnoreCase)
            .Select(static same => same.First())
            .Select(static suggestion => new CompletionResult(
                suggestion.Expression ?? Quote(suggestion.Value), suggestion.Value, CompletionResultType.ParameterValue, suggestion.Description))
            .ToArray();
    }

    /// <summary>All values, the likeliest first.</summary>
    protected abstract IEnumerable<Suggestion> Suggest(IDictionary parameters);

    /// <summary>The value of another parameter on the line, without what PowerShell wraps it in.</summary>
    private protected static object? Bound(IDictionary parameters, string name) => parameters[name] is PSObject wrapped ? wrapped.BaseObject : parameters[name];

    private static string Quote(string value) => IsBareword(value) ? value : "'" + CodeGeneration.EscapeSingleQuotedStringContent(value) + "'";

    // A number alone would be read as one: 1e3 is 1000.
    private static bool IsBareword(string value) =>
        IPAddress.TryParse(value, out IPAddress? address)
            ? address.ToString() == value && !value.Contains("%")
            : char.IsLetter(value.FirstOrDefault()) && value.All(static c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_');
}
