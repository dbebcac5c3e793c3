using System;
using System.Collections.Generic;
using System.Net.Sockets;

namespace ChatPS.Interactive;

/// <summary>
/// What somebody watches and commands from a terminal, other than a session: what happens there is shown, what is typed is carried out.
/// One thread calls it.
/// </summary>
internal interface IConsole : ILineRules
{
    /// <summary>What stands before the line that is typed.</summary>
    string Prompt { get; }

    /// <summary>The first line that is shown.</summary>
    string Greeting { get; }

    /// <summary>The commands, with their slash.</summary>
    IReadOnlyList<string> Commands { get; }

    /// <summary>The names that Tab completes.</summary>
    NameRoster Roster { get; }

    /// <summary>Readable when something has happened.</summary>
    Socket Signal { get; }

    /// <summary>Where the lines go that it shows, what clears the screen, and what ends the loop.</summary>
    void Attach(Action<MessageLine> show, Action clear, Action leave);

    /// <summary>Shows what has happened since it was last called; never waits.</summary>
    void Update();

    /// <summary>Carries out one typed line: a command, or a text.</summary>
    void Take(string line);

    /// <summary>Says a text, whatever it begins with.</summary>
    void Say(string text);
}
