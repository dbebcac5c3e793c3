using System;
using System.Collections.Generic;
using System.Net.Sockets;

namespace ChatPS.Interactive;

/// <summary>The terminal as the interactive session needs it. One thread calls it.</summary>
internal interface ITerminal
{
    /// <summary>Columns now; it changes when the window does.</summary>
    public int Width { get; }

    /// <summary>Rows now.</summary>
    public int Height { get; }

    /// <summary>Whether rows that a narrower window has no room for are wrapped, and not cut.</summary>
    public bool Reflows { get; }

    /// <summary>Writes the input row and what moves the cursor in it, exactly as given; once a draw.</summary>
    public void Write(string text);

    /// <summary>
    /// Writes messages above the input row, exactly as given: whole rows that end with CR LF. They hold no escape
    /// but colours and links, so that a terminal with a transcript can write them where it is kept.
    /// </summary>
    public void WriteMessages(string rows);

    /// <summary>Whether a key is there; never waits. It may be taken from its source then, and no longer be for others.</summary>
    public bool HasKey { get; }

    /// <summary>
    /// Sets the modes that the session needs, also where somebody has changed them meanwhile. Ctrl+C and Ctrl+Z are keys from then on.
    /// </summary>
    public void TakeOver();

    /// <summary>Makes Ctrl+C and Ctrl+Z what they were before: for leaving, and while no keys are looked at.</summary>
    public void GiveBack();

    /// <summary>Stops the process as Ctrl+Z does elsewhere, and returns when it goes on; does nothing where that is not possible.</summary>
    public void Suspend();

    /// <summary>Takes a key that is there; never waits.</summary>
    public bool TryReadKey(out KeyPress key);

    /// <summary>Waits until a key or one of the sockets is ready, for at most a slice.</summary>
    public void Wait(IReadOnlyList<Socket> sockets, TimeSpan slice);
}
