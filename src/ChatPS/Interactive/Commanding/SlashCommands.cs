using System;
using System.Collections.Generic;
using System.Linq;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>Commands behind a slash: finds the one that is meant, or says which is near. Knows nothing of what they do. One thread.</summary>
internal sealed class SlashCommands
{
    private const int FarthestMeant = 2;

    private readonly IReadOnlyList<SlashCommand> _commands;
    private readonly LineSink _lines;

    /// <param name="commands">The commands, in the order they are listed and offered; <c>/help</c> is added.</param>
    /// <param name="lines">Shows the list, and what is wrong.</param>
    public SlashCommands(IEnumerable<SlashCommand> commands, LineSink lines)
    {
        _lines = lines;
        _commands = [.. commands, new SlashCommand("/help", "", "show this list", _ => Help(), "/h", "/?")];
    }

    /// <summary>The names, with their slash.</summary>
    public IReadOnlyList<string> Names => _commands.Select(command => command.Name).ToArray();

    /// <summary>Carries out a line that begins with a slash.</summary>
    public void Run(string line)
    {
        string[] words = line.Split([' '], 2);
        string name = words[0].ToLowerInvariant();
        SlashCommand? command = _commands.FirstOrDefault(known => known.AllNames.Contains(name));
        string argument = words.Length > 1 ? words[1].Trim() : "";
        if (command is null)
            _lines.Error(Unknown(words[0], Advice(name)));
        else if (command.NeedsArgument && argument.Length == 0)
            _lines.Error($"Usage: {command.Usage}");
        else
            command.Run(argument);
    }

    private void Help()
    {
        int width = _commands.Max(command => command.Usage.Length);
        foreach (SlashCommand command in _commands)
        {
            string also = command.Aliases.Length == 0 ? "" : $" (also {string.Join(", ", command.Aliases)})";
            _lines.Notice($"{command.Usage.PadRight(width)}  {command.Summary}{also}");
        }

        _lines.Notice($"{"//text".PadRight(width)}  say /text");
    }

    private static string Unknown(string word, string advice)
    {
        string shown = TerminalText.MakeSafe(word);
        return $"There is no command {shown}. {advice} To say it as text, write /{shown}.";
    }

    // A beginning is the likeliest; what differs in more than half of the letters, or in more than two, was hardly meant.
    private string Advice(string word)
    {
        string[] names = [.. _commands.SelectMany(command => command.AllNames)];
        string? nearest = Array.Find(names, name => word.Length > 1 && name.StartsWith(word, StringComparison.Ordinal))
            ?? names.Where(name => EditDistance.Between(name, word) <= Math.Min(FarthestMeant, (word.Length - 1) / 2))
                .OrderBy(name => EditDistance.Between(name, word)).FirstOrDefault();
        return nearest is null ? "/help lists them." : $"Did you mean {nearest}?";
    }
}
