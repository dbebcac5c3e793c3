using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading;
using ChatPS.Client;
using ChatPS.Text;

namespace ChatPS.Commands;

/// <summary>Completes the names of users who are logged in. It asks the server, and stops waiting after a second.</summary>
internal sealed class UserNameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        WildcardPattern wanted = WildcardPattern.Get(WildcardPattern.Escape(Unquote(wordToComplete)) + "*", WildcardOptions.IgnoreCase);
        return Names(fakeBoundParameters)
            .Select(TerminalText.MakeSafe)
            .Where(name => wanted.IsMatch(name))
            .OrderBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Select(name => new CompletionResult(Quote(name), name, CompletionResultType.ParameterValue, name));
    }

    private static IReadOnlyList<string> Names(IDictionary parameters)
    {
        object? given = parameters["Session"];
        ChatSession? session = (given is PSObject wrapped ? wrapped.BaseObject : given) as ChatSession ?? RunspaceState.Current.Sessions.NewestOpen();
        try
        {
            return session?.ListUsers(new CallOptions(s_patience, CancellationToken.None)) ?? [];
        }
        catch (ChatException)
        {
            return []; // Completion has nobody to report to.
        }
    }

    private static string Unquote(string word) => word.Trim('\'', '"');

    // What the server calls a name is put on a command line: anything but letters and digits goes between quotes.
    private static string Quote(string name) =>
        Protocol.UserNameRules.IsAlphanumeric(name) && !char.IsDigit(name[0]) ? name : "'" + CodeGeneration.EscapeSingleQuotedStringContent(name) + "'";
}
