using System.Globalization;

namespace ChatPS.Commands;

/// <summary>One value that a completer offers.</summary>
/// <param name="Value">What is compared with the word on the line, and shown in the list.</param>
/// <param name="Description">What is shown beside it.</param>
/// <param name="Expression">The PowerShell code to insert; without it the value is inserted, quoted where needed.</param>
internal readonly record struct Suggestion(string Value, string Description, string? Expression = null)
{
    /// <summary>A number for a parameter that takes one, never quoted.</summary>
    public static Suggestion Number(int number, string description)
    {
        string text = number.ToString(CultureInfo.InvariantCulture);
        return new Suggestion(text, description, text);
    }
}
