using System.Management.Automation.Host;

namespace ChatPS.Shell;

/// <summary>Asks for one of several choices, as <c>-Confirm</c> does.</summary>
internal sealed class ChoicePrompt(ShellUserInterface ui)
{
    /// <exception cref="HostException">Input ended: no answer is not a yes.</exception>
    public int Ask(string caption, string message, IReadOnlyList<ChoiceDescription> choices, int defaultChoice)
    {
        ui.Ask($"{caption}{Environment.NewLine}{message}{Environment.NewLine}");
        while (true)
        {
            ui.Ask($"{string.Join("  ", choices.Select(Shown))}  [?] Help{Default(choices, defaultChoice)}: ");
            string answer = ui.ReadLine()?.Trim() ?? throw new HostException("Input ended before a choice was made.");
            int chosen = answer.Length == 0 ? defaultChoice : IndexOf(choices, answer);
            if (chosen >= 0)
                return chosen;
            if (answer == "?")
                Explain(choices);
        }
    }

    private void Explain(IEnumerable<ChoiceDescription> choices)
    {
        foreach (ChoiceDescription choice in choices)
            ui.Ask($"{Key(choice)} - {choice.HelpMessage}{Environment.NewLine}");
    }

    private static int IndexOf(IReadOnlyList<ChoiceDescription> choices, string answer) =>
        choices.ToList().FindIndex(choice => Same(Key(choice), answer) || Same(Label(choice), answer));

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.CurrentCultureIgnoreCase);

    private static string Shown(ChoiceDescription choice) => $"[{Key(choice)}] {Label(choice)}";

    private static string Default(IReadOnlyList<ChoiceDescription> choices, int index) =>
        index >= 0 && index < choices.Count ? $" (default is \"{Key(choices[index])}\")" : "";

    private static string Label(ChoiceDescription choice) => choice.Label.Replace("&", "");

    /// <summary>The letter behind the ampersand; a label without one is its own key.</summary>
    private static string Key(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&');
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label[mark + 1].ToString().ToUpperInvariant() : Label(choice);
    }
}
