using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading;
using ChatPS.Interactive;
using ChatPS.Protocol;
using ChatPS.Server;
using ChatPS.Text;

namespace ChatPS.Commands;

/// <summary>What whoever runs a server types in its console: a notice to all, or a command behind a slash.</summary>
internal sealed class OperatorCommands
{
    private readonly ChatServer _server;
    private readonly LineSink _lines;
    private readonly CancellationToken _token;
    private readonly SlashCommands _commands;

    /// <param name="server">Which runs.</param>
    /// <param name="lines">Shows what comes of it.</param>
    /// <param name="leave">Ends the console.</param>
    /// <param name="clear">Clears the screen.</param>
    /// <param name="token">Ends the wait for the server.</param>
    public OperatorCommands(ChatServer server, LineSink lines, Action leave, Action clear, CancellationToken token)
    {
        _server = server;
        _lines = lines;
        _token = token;
        _commands = new SlashCommands(
        [
            new("/who", "", "list who is connected, from where, and how long idle", _ => ListClients()),
            new("/kick", "name [reason]", "close the connection of a user, or of an address", Kick),
            new("/ban", "name|address [minutes]", "ban a user or an address, and close what it has", Ban),
            new("/bans", "", "list who is banned", _ => ListBans()),
            new("/unban", "name|address", "end a ban", Unban),
            new("/limit", "[name value]", "show the limits, or change one", Limit),
            new("/motd", "[text]", "change the message of the day; without a text there is none", text => Change(new ServerChange { Motd = text })),
            new("/stop", "", "stop the server, and leave", _ => Stop(leave)),
            new("/clear", "", "clear the screen", _ => clear()),
            new("/quit", "", "leave the console; the server runs on", _ => leave(), "/q", "/exit"),
        ], lines);
    }

    /// <summary>The names, with their slash.</summary>
    public IReadOnlyList<string> Names => _commands.Names;

    /// <summary>Carries out one typed line; <c>//text</c> says <c>/text</c>.</summary>
    public void Take(string line)
    {
        if (line.StartsWith("//", StringComparison.Ordinal))
            Say(line.Substring(1));
        else if (line.StartsWith("/", StringComparison.Ordinal))
            TryRun(() => _commands.Run(line));
        else
            Say(line);
    }

    /// <summary>Says something to all.</summary>
    public void Say(string text) => TryRun(() => _server.Notify(text, _token));

    private void ListClients()
    {
        List<ChatClient> clients = _server.Run(control => control.GetClients(_server), _token);
        foreach (ChatClient client in clients)
            _lines.Notice($"{client.Name ?? "(not logged in)",-16} {client.Address,-15} since {client.Since:HH:mm:ss}, idle {client.Idle:hh\\:mm\\:ss}{(client.Queued > 0 ? $", {client.Queued} bytes wait" : "")}");
        _lines.Notice($"{clients.Count} connected, {clients.Count(static client => client.Name is not null)} logged in");
    }

    private void Kick(string argument)
    {
        string[] words = argument.Split([' '], 2);
        string reason = words.Length > 1 ? TerminalText.MakeSafe(words[1].Trim()) : ServerText.ByOperator;
        IPAddress? address = ServerControl.AddressOf(words[0]);
        int count = _server.Run(
            control => control.Disconnect(
                peer => address is null ? peer.IsInside && UserNameRules.Same(peer.Name, words[0]) : peer.Gate.Address.Address.Equals(address), reason),
            _token);
        if (count == 0)
            _lines.Error($"Nobody is connected as {TerminalText.MakeSafe(words[0])}.");
    }

    private void Ban(string argument)
    {
        string[] words = argument.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        double minutes = 0;
        bool isUsage = words.Length == 1 || (words.Length == 2 && double.TryParse(words[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out minutes) && minutes > 0);
        if (!isUsage || !IsNameOrAddress(words[0]))
            _lines.Error("Usage: /ban name|address [minutes]");
        else
            _server.Ban(words[0], words.Length == 2 ? TimeSpan.FromMinutes(Math.Min(minutes, BlockChatClientCommand.MostMinutes)) : null, _token);
    }

    private void ListBans()
    {
        List<Ban> bans = _server.Run(static control => control.GetBans(), _token);
        foreach (Ban ban in bans)
            _lines.Notice(ban.ToString());
        if (bans.Count == 0)
            _lines.Notice("nobody is banned");
    }

    private void Unban(string nameOrAddress)
    {
        if (!_server.Run(control => control.Unban(nameOrAddress), _token))
            _lines.Error($"{TerminalText.MakeSafe(nameOrAddress)} is not banned.");
    }

    private void Limit(string argument)
    {
        string[] words = argument.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            _lines.Notice(_server.Run(static control => control.Limits, _token));
        else if (words.Length != 2 || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int value) || ChangeOf(words[0], value) is not { } change)
            _lines.Error("Usage: /limit name value, where name is MaxClient, MaxClientPerAddress, MessagesPerSecond or LoginTimeout (seconds), and value a number.");
        else
            Change(change);
    }

    private static ServerChange? ChangeOf(string name, int value) => name.ToUpperInvariant() switch
    {
        "MAXCLIENT" when value > 0 => new ServerChange { MaxClient = value },
        "MAXCLIENTPERADDRESS" when value > 0 => new ServerChange { MaxClientPerAddress = value },
        "MESSAGESPERSECOND" when value <= 1_000_000 => new ServerChange { MessagesPerSecond = value },
        "LOGINTIMEOUT" when value is > 0 and <= 86_400 => new ServerChange { LoginTimeout = TimeSpan.FromSeconds(value) },
        _ => null,
    };

    private void Change(ServerChange change) => _server.Change(change, _token);

    private void Stop(Action leave)
    {
        _server.Stop();
        leave();
    }

    private static bool IsNameOrAddress(string text) => UserNameRules.IsAsciiAlphanumeric(text) || ServerControl.AddressOf(text) is not null;

    private void TryRun(Action command)
    {
        try
        {
            command();
        }
        catch (ChatException e)
        {
            _lines.Error(e.Message);
        }
    }
}
