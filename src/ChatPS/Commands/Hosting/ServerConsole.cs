using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Threading;
using ChatPS.Interactive;
using ChatPS.Server;

namespace ChatPS.Commands;

/// <summary>The console of who runs a server: shows its log as it grows, and carries out what is typed.</summary>
internal sealed class ServerConsole : IConsole, IDisposable
{
    private readonly ChatServer _server;
    private readonly OperatorCommands _commands;
    private readonly WakeSocket _news = new();
    private readonly bool _showsMessages;
    private Action<MessageLine> _show = static _ => { };
    private Action _clear = static () => { };
    private Action _leave = static () => { };
    private long _place;

    /// <param name="server">Which runs.</param>
    /// <param name="showLast">How many events of before are shown.</param>
    /// <param name="showsMessages">Whether what is said is shown.</param>
    /// <param name="token">Ends the wait for the server.</param>
    public ServerConsole(ChatServer server, int showLast, bool showsMessages, CancellationToken token)
    {
        _server = server;
        _showsMessages = showsMessages;
        _commands = new OperatorCommands(server, new LineSink(line => _show(line)), leave: () => _leave(), clear: () => _clear(), token);
        _place = Math.Max(0, server.Log.Count - showLast);
        foreach (string name in server.UserName)
            Roster.IsThere(name);
        server.Log.Watch(_news);
        if (showsMessages)
            server.Log.BeginMessages();
    }

    /// <inheritdoc/>
    public string Prompt => _server.State == ChatServerState.Running ? $"server {_server.Port}> " : $"server {_server.Port} ({_server.State})> ";

    /// <inheritdoc/>
    public string Greeting => $"This is the console of the chat server on {_server}. /help lists the commands, /quit leaves; the server runs on.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Commands => _commands.Names;

    /// <inheritdoc/>
    public NameRoster Roster { get; } = new("");

    /// <inheritdoc/>
    public Socket Signal => _news.Socket;

    /// <inheritdoc/>
    public void Attach(Action<MessageLine> show, Action clear, Action leave) => (_show, _clear, _leave) = (show, clear, leave);

    /// <inheritdoc/>
    public void Update()
    {
        _news.Drain();
        while (_server.Log.Read(ref _place) is { Count: > 0 } events)
        {
            foreach (ChatServerEvent happened in events)
                Take(happened);
        }
    }

    /// <inheritdoc/>
    public void Take(string line)
    {
        _commands.Take(line);
        Update();
    }

    /// <inheritdoc/>
    public void Say(string text) => _commands.Say(text);

    /// <inheritdoc/>
    public string Expand(string line) => line;

    /// <inheritdoc/>
    public int CountMessages(string line) => 1;

    public void Dispose()
    {
        if (_showsMessages)
            _server.Log.EndMessages();
        _server.Log.Unwatch(_news);
        _news.Dispose();
    }

    private void Take(ChatServerEvent happened)
    {
        if (happened.Event == ChatServerEventKind.LoggedIn)
            Roster.Spoke(happened.Name);
        else if (happened.Event is ChatServerEventKind.Left or ChatServerEventKind.Dropped or ChatServerEventKind.Kicked)
            Roster.Forget(happened.Name);
        if (happened.Event != ChatServerEventKind.Said || _showsMessages)
            _show(OperatorLine.Of(happened));
    }
}
