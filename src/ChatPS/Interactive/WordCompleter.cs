using System;
using System.Collections.Generic;

namespace ChatPS.Interactive;

/// <summary>Completes commands, at the start of a line after a slash, and names: one at the start of a line addresses that user, <c>fo: </c>.</summary>
internal sealed class WordCompleter : ICompleter
{
    private readonly IReadOnlyList<string> _commands;
    private readonly NameRoster _names;

    /// <param name="commands">The commands with their slash, in the order of the proposals.</param>
    /// <param name="names">The names, read anew each time.</param>
    public WordCompleter(IReadOnlyList<string> commands, NameRoster names)
    {
        _commands = commands;
        _names = names;
    }

    public IReadOnlyList<Completion> Complete(string word, bool atLineStart)
    {
        var found = new List<Completion>();
        bool isCommand = atLineStart && word.StartsWith("/", StringComparison.Ordinal);
        string suffix = atLineStart && !isCommand ? ": " : " ";
        foreach (string candidate in isCommand ? _commands : _names.BeginningWith(word))
        {
            if (candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                found.Add(new Completion(candidate, suffix));
        }

        return found;
    }
}
