using System.Collections.Generic;
using System.Net.Sockets;

namespace ChatPS.Server;

/// <summary>
/// The lists of one select. They are filled in the order of the peers and keep that order, so one walk over the peers finds
/// the owner of each ready socket without a table.
/// </summary>
internal sealed class SelectSet
{
    private readonly List<Socket> _readable = [];
    private readonly List<Socket> _writable = [];
    private int _read;
    private int _write;

    public void Clear()
    {
        _readable.Clear();
        _writable.Clear();
        _read = _write = 0;
    }

    public void AddReader(Socket socket) => _readable.Add(socket);

    public void AddWriter(Socket socket) => _writable.Add(socket);

    /// <summary>Waits until a socket is ready, and keeps only those that are. -1 waits for ever.</summary>
    public void Select(int microseconds)
    {
        if (_readable.Count + _writable.Count > 0)
            Socket.Select(_readable, _writable.Count > 0 ? _writable : null, null, microseconds);
    }

    /// <summary>Whether this socket is readable; must be asked in the order of adding.</summary>
    public bool TakeReader(Socket socket) => Take(_readable, ref _read, socket);

    /// <summary>Whether this socket is writable; must be asked in the order of adding.</summary>
    public bool TakeWriter(Socket socket) => Take(_writable, ref _write, socket);

    private static bool Take(List<Socket> ready, ref int at, Socket socket)
    {
        if (at >= ready.Count || !ReferenceEquals(ready[at], socket))
            return false;
        at++;
        return true;
    }
}
