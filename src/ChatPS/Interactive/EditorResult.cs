using System.Collections.Generic;

namespace ChatPS.Interactive;

/// <summary>An action and the lines that go with it.</summary>
internal readonly record struct EditorResult(EditorAction Action, IReadOnlyList<string> Lines)
{
    public static readonly EditorResult None = new(EditorAction.None, []);

    public static EditorResult Of(EditorAction action) => new(action, []);
}
