using System;
using System.Collections.Generic;

namespace ChatPS.Interactive;

/// <summary>Completes commands, which begin a line with a slash, and names: a name that begins a line speaks to somebody, <c>fo: </c>.</summary>
internal sealed class WordCompleter : ICompleter
{
    private readonly IReadOnlyList<string> _commands;
    private readonly Func<NameRoster> _names;

    /// <param name="commands">The commands with their slash, in the order they are offered.</param>
    /// <param name="names">Returns the names; called each time.</param>
    public WordCompleter(IReadOnlyList<string> commands, Func<NameRoster> names)
    {
        _commands = commands;
        _names = names;
    }

    public IReadOnlyList<Completion> Complete(string word, bool atLineStart)
    {
        var found = new List<Completion>();
        bool isCommand = atLineStart && word.StartsWith("/", StringComparison.Ordinal);
        string suffix = atLineStart && !isCommand ? ": " : " ";
        foreach (string candidate in isCommand ? _commands : _names().BeginningWith(word))
        {
            if (candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                found.Add(new Completion(candidate, suffix));
        }

        return found;
    }
}
