using System.Collections.Generic;

namespace ChatPS.Interactive;

/// <summary>What a word may be completed to. It answers from what is known already and never waits.</summary>
internal interface ICompleter
{
    /// <summary>The whole words that begin with <paramref name="word"/>, best first.</summary>
    public IReadOnlyList<Completion> Complete(string word, bool atLineStart);
}
