using System;
using System.Collections.Generic;
using System.Linq;
using ChatPS.Protocol;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>
/// What a typed line is: a command behind a slash, or else a text for all; <c>//text</c> says <c>/text</c>.
/// </summary>
internal sealed class SlashCommands : ILineRules
{
    private const int FarthestMeant = 2;

    private readonly Conversation _conversation;
    private readonly SlashCommand[] _commands;

    /// <param name="conversation">Carries out what concerns the chat.</param>
    /// <param name="leave">Ends the session.</param>
    /// <param name="clear">Clears the screen, where there is one.</param>
    public SlashCommands(Conversation conversation, Action leave, Action clear)
    {
        _conversation = conversation;
        _commands =
        [
            new("/w", "user text", "whisper to one user", Whisper, "/msg", "/m"),
            new("/r", "text", "answer the last who whispered to you", _conversation.Reply),
            new("/me", "text", "say what you do, between stars", text => _conversation.Say($"*{text}*")),
            new("/who", "", "list who is here", _ => _conversation.ListUsers(), "/names"),
            new("/help", "", "show this list", _ => Help(), "/h", "/?"),
            new("/clear", "", "clear the screen", _ => clear()),
            new("/reconnect", "", "log in again after the connection was lost", _ => _conversation.Reconnect()),
            new("/quit", "", "leave the session", _ => leave(), "/q", "/exit"),
        ];
    }

    /// <summary>The names, with their slash.</summary>
    public IReadOnlyList<string> Names => _commands.Select(command => command.Name).ToArray();

    /// <summary>Carries out one typed line.</summary>
    public void Take(string line)
    {
        if (line.StartsWith("//", StringComparison.Ordinal))
            _conversation.Say(line.Substring(1));
        else if (line.StartsWith("/", StringComparison.Ordinal))
            Run(line);
        else if (MessageSplitter.IsWho(line))
            _conversation.ShowError("WHO alone cannot be said, for servers take it for a request. /who lists who is here.");
        else
            _conversation.Say(line);
    }

    /// <inheritdoc/>
    public string Expand(string line) =>
        line.StartsWith("/r ", StringComparison.OrdinalIgnoreCase) && _conversation.ReplyTarget is { } name
            ? $"/w {name} {line.Substring("/r ".Length)}"
            : line;

    /// <inheritdoc/>
    public int CountMessages(string line) => _conversation.CountMessages(line);

    private void Run(string line)
    {
        string[] words = line.Split([' '], 2);
        string name = words[0].ToLowerInvariant();
        SlashCommand? command = Array.Find(_commands, known => known.AllNames.Contains(name));
        string argument = words.Length > 1 ? words[1].Trim() : "";
        if (command is null)
            _conversation.ShowError(Unknown(words[0], Advice(name)));
        else if (command.Arguments.Length > 0 && argument.Length == 0)
            _conversation.ShowError($"Usage: {command.Usage}");
        else
            command.Run(argument);
    }

    private void Whisper(string argument)
    {
        string[] words = argument.Split([' '], 2);
        if (words.Length < 2)
            _conversation.ShowError("Usage: /w user text");
        else
            _conversation.Whisper(words[0], words[1].TrimStart());
    }

    private void Help()
    {
        int width = _commands.Max(command => command.Usage.Length);
        foreach (SlashCommand command in _commands)
        {
            string also = command.Aliases.Length == 0 ? "" : $" (also {string.Join(", ", command.Aliases)})";
            _conversation.ShowNotice($"{command.Usage.PadRight(width)}  {command.Summary}{also}");
        }

        _conversation.ShowNotice($"{"//text".PadRight(width)}  say /text");
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

    private sealed record SlashCommand(string Name, string Arguments, string Summary, Action<string> Run, params string[] Aliases)
    {
        public IEnumerable<string> AllNames { get; } = [Name, .. Aliases];

        public string Usage => Arguments.Length > 0 ? Name + " " + Arguments : Name;
    }
}
