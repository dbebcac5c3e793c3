using System;
using System.Collections.Generic;
using System.Linq;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>
/// What a typed line is: a command behind a slash, or else a text for all; <c>//text</c> says <c>/text</c>.
/// </summary>
internal sealed class SlashCommands
{
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
            new("/w", "user text", "whisper to one user", Whisper),
            new("/r", "text", "answer the last who whispered to you", _conversation.Reply),
            new("/who", "", "list who is here", _ => _conversation.ListUsers()),
            new("/help", "", "show this list", _ => Help()),
            new("/clear", "", "clear the screen", _ => clear()),
            new("/quit", "", "leave the session", _ => leave()),
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
        else
            _conversation.Say(line);
    }

    private void Run(string line)
    {
        string[] words = line.Split([' '], 2);
        SlashCommand? command = Array.Find(_commands, known => string.Equals(known.Name, words[0], StringComparison.OrdinalIgnoreCase));
        string argument = words.Length > 1 ? words[1].Trim() : "";
        if (command is null)
            _conversation.ShowError(Unknown(words[0]));
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
            _conversation.ShowNotice($"{command.Usage.PadRight(width)}  {command.Summary}");
        _conversation.ShowNotice($"{"//text".PadRight(width)}  say /text");
    }

    private string Unknown(string word) =>
        $"There is no command {TerminalText.MakeSafe(word)}. Did you mean {Nearest(word)}? To say it as text, write /{TerminalText.MakeSafe(word)}.";

    private string Nearest(string word) => _commands.OrderBy(command => EditDistance.Between(command.Name, word.ToLowerInvariant())).First().Name;

    private sealed record SlashCommand(string Name, string Arguments, string Summary, Action<string> Run)
    {
        public string Usage => Arguments.Length > 0 ? Name + " " + Arguments : Name;
    }
}
