using System;
using System.Net.Sockets;

namespace ChatPS.Interactive;

/// <summary>The terminal as the interactive session needs it. One thread calls it.</summary>
internal interface ITerminal
{
    /// <summary>The columns now; a resize changes them.</summary>
    public int Width { get; }

    /// <summary>The rows now.</summary>
    public int Height { get; }

    /// <summary>Whether rows that have become wider than the window are wrapped, not truncated.</summary>
    public bool Reflows { get; }

    /// <summary>Writes the input row and its cursor movements, unchanged; called once a draw.</summary>
    public void Write(string text);

    /// <summary>
    /// Writes messages above the input row, unchanged: whole rows that end with CR LF. Their only escapes are colours, so that a
    /// host with a transcript can record them.
    /// </summary>
    public void WriteMessages(string rows);

    /// <summary>Takes a key if there is one; never waits.</summary>
    public bool TryReadKey(out KeyPress key);

    /// <summary>Waits until a key or the socket (if any) is ready, at most for a slice. It may return early; the caller looks at both.</summary>
    public void Wait(Socket? socket, TimeSpan slice);
}
