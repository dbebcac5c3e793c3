using System.Collections.Generic;

namespace ChatPS.Interactive;

/// <summary>An action and the lines that go with it.</summary>
internal readonly record struct EditorResult(EditOutcome Action, IReadOnlyList<string> Lines)
{
    public static readonly EditorResult None = new(EditOutcome.None, []);

    public static EditorResult Of(EditOutcome action) => new(action, []);
}
