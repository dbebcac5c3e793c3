using System.Collections.Generic;

namespace ChatPS.Interactive;

/// <summary>Proposes what a word may be completed to. It answers from what is known already and never waits.</summary>
internal interface ICompleter
{
    /// <summary>The whole words that begin with <paramref name="word"/>, best first.</summary>
    public IReadOnlyList<Completion> Complete(string word, bool atLineStart);
}

/// <summary>A word to complete to, and what follows it: <c>": "</c> after a name that begins the line, else a space.</summary>
internal readonly record struct Completion(string Word, string Suffix);
