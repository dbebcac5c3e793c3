using System.Collections.Generic;

namespace ChatPS.Interactive;

/// <summary>What an editor is to begin with: what was typed in another before. Immutable.</summary>
/// <param name="Lines">The lines that were entered, oldest first.</param>
/// <param name="Unfinished">The line that was being typed.</param>
internal sealed record EditorMemory(IReadOnlyList<string> Lines, string Unfinished)
{
    public static readonly EditorMemory None = new([], "");
}
