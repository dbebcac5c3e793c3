using System;
using System.Collections.Generic;
using System.Linq;
using ChatPS.Protocol;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>What a typed line means in a chat: a command, or else a text for all; <c>//text</c> says <c>/text</c>. One thread.</summary>
internal sealed class ChatCommands : ILineRules
{
    private readonly ConversationSet _conversations;
    private readonly SlashCommands _commands;
    private readonly ChatLog _log;
    private readonly Func<string, string> _resolvePath;

    /// <param name="conversations">Those that are talked in.</param>
    /// <param name="log">What <c>/log</c> opens and closes.</param>
    /// <param name="resolvePath">The file that a path means; throws an <see cref="ArgumentException"/> for none.</param>
    /// <param name="leave">Ends the loop.</param>
    /// <param name="clear">Clears the screen, where there is one.</param>
    public ChatCommands(ConversationSet conversations, ChatLog log, Func<string, string> resolvePath, Action leave, Action clear)
    {
        _conversations = conversations;
        _log = log;
        _resolvePath = resolvePath;
        _commands = new SlashCommands(
            [
                new("/w", "user text", "whisper to one user", Whisper, "/msg", "/m"),
                new("/r", "text", "answer the last who whispered to you", text => Current.Outgoing.Reply(text)),
                new("/me", "text", "say what you do, between stars", text => Current.Outgoing.Say($"*{text.Replace("\n", "*\n*")}*")),
                new("/who", "", "list who is here", _ => Current.Outgoing.ListUsers(), "/names"),
                new("/ignore", "user", "hide a user; '/ignore joins' hides who comes and goes", Ignore),
                new("/unignore", "user", "show a user again, or joins and leaves", Unignore),
                new("/ignores", "", "list who is ignored", _ => ListIgnored()),
                new("/log", "file", "write what is shown to a file; '/log off' ends that", Log),
                new("/clear", "", "clear the screen", _ => clear()),
                .. SessionCommands(),
                new("/reconnect", "", "log in again after the connection was lost", _ => Current.Reconnect()),
                new("/quit", "", "leave the session", _ => leave(), "/q", "/exit"),
            ],
            conversations.Output);
    }

    /// <summary>The names, with their slash.</summary>
    public IReadOnlyList<string> Names => _commands.Names;

    private Conversation Current => _conversations.Current;

    private LineSink Output => _conversations.Output;

    /// <summary>Carries out one typed line.</summary>
    public void Take(string line)
    {
        if (line.StartsWith("//", StringComparison.Ordinal))
            Current.Outgoing.Say(line.Substring(1));
        else if (line.StartsWith("/", StringComparison.Ordinal))
            _commands.Run(line);
        else if (MessageSplitter.IsWho(line))
            Output.Error("WHO alone cannot be said, for servers take it for a request. /who lists who is here.");
        else
            Current.Outgoing.Say(line);
    }

    /// <inheritdoc/>
    public string Expand(string line) =>
        line.StartsWith("/r ", StringComparison.OrdinalIgnoreCase) && Current.Incoming.ReplyTarget is { } name
            ? $"/w {name} {line.Substring("/r ".Length)}"
            : line;

    /// <inheritdoc/>
    public int CountMessages(string line) => Current.Outgoing.CountMessages(line);

    private IEnumerable<SlashCommand> SessionCommands() => _conversations.All.Count == 1 ? [] : _conversations.All.Select((one, i) =>
        new SlashCommand($"/{i + 1}", "", $"talk as {_conversations.DescribeUser(one)}", _ => _conversations.Select(i + 1)));

    private void Whisper(string argument)
    {
        string[] words = argument.Split([' '], 2);
        if (words.Length < 2)
            Output.Error("Usage: /w user text");
        else
            Current.Outgoing.Whisper(words[0], words[1].TrimStart());
    }

    private void Ignore(string name)
    {
        IgnoreList ignores = Current.Incoming.Ignores;
        string shown = TerminalText.MakeSafe(name);
        if (IsJoins(name))
            ignores.HidesPresence = true;
        if (IsJoins(name) || ignores.TryAdd(shown))
            Output.Notice($"Ignored: {shown}. /unignore {shown} ends that.");
        else
            Output.Error($"More than {IgnoreList.MaxNames} names cannot be ignored.");
    }

    private void Unignore(string name)
    {
        IgnoreList ignores = Current.Incoming.Ignores;
        string shown = TerminalText.MakeSafe(name);
        bool was = IsJoins(name) ? ignores.HidesPresence : ignores.Remove(shown);
        if (IsJoins(name))
            ignores.HidesPresence = false;
        if (was)
            Output.Notice($"No longer ignored: {shown}.");
        else
            Output.Error($"Not ignored: {shown}. /ignores lists who is.");
    }

    private void ListIgnored()
    {
        IgnoreList ignores = Current.Incoming.Ignores;
        string[] all = [.. ignores.Names, .. ignores.HidesPresence ? ["joins"] : Array.Empty<string>()];
        Output.Notice(all.Length == 0 ? "Nobody is ignored." : "Ignored: " + string.Join(", ", all));
    }

    private static bool IsJoins(string name) => string.Equals(name, "joins", StringComparison.OrdinalIgnoreCase);

    private void Log(string argument)
    {
        if (argument == "off" || argument.EndsWith(" off", StringComparison.Ordinal))
        {
            EndLog();
            return;
        }

        string shown = TerminalText.MakeSafe(argument);
        string? error;
        try
        {
            error = _log.TryBegin(_resolvePath(argument));
        }
        catch (ArgumentException e)
        {
            error = e.Message;
        }

        if (error is null)
            Output.Notice($"What is shown goes to {shown} from now on, whispers too. /log off ends that.");
        else
            Output.Error($"No log: {error}");
    }

    private void EndLog()
    {
        string? path = _log.Path;
        string? error = _log.End();
        if (error is not null)
            Output.Error("The log has ended: " + error);
        else
            Output.Notice(path is null ? "There is no log." : $"The log has ended: {TerminalText.MakeSafe(path)}");
    }
}
