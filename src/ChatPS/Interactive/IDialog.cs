using System;
using System.Collections.Generic;
using System.Net.Sockets;

namespace ChatPS.Interactive;

/// <summary>What a <see cref="TerminalLoop"/> is a terminal for: it takes lines, and shows what happens. One thread.</summary>
internal interface IDialog
{
    /// <summary>What is waited for besides keys.</summary>
    IReadOnlyList<Socket> Sockets { get; }

    /// <summary>More is there than one update shows: the next must not wait.</summary>
    bool HasMore { get; }

    /// <summary>What stands before the line, from long to short for narrow windows.</summary>
    string[] Prompts { get; }

    /// <summary>Shows what has happened; never waits.</summary>
    void Update();

    /// <summary>A key was pressed: somebody is there.</summary>
    void OnKey();

    /// <summary>Takes a line that was entered.</summary>
    void Take(string line);

    /// <summary>Takes the lines of a paste, which are text and never commands.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="progress">Called with what is done so far.</param>
    void TakePaste(IReadOnlyList<string> lines, Action<string> progress);

    /// <summary>Alt and a digit.</summary>
    void Select(int number);
}
