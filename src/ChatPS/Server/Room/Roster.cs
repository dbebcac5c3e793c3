using System;
using System.Collections.Generic;
using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Server;

/// <summary>Who is logged in, sorted as WHO lists them; names are the same without regard to case. Changed by one thread, readable by all.</summary>
internal sealed class Roster
{
    // Guards the list against readers on other threads; the thread that changes it reads without.
    private readonly object _gate = new();
    private readonly SortedList<string, Participant> _inside = new(StringComparer.OrdinalIgnoreCase);
    private byte[]? _frames;

    /// <summary>Everybody, for the thread that changes it.</summary>
    public IList<Participant> Participants => _inside.Values;

    /// <summary>A copy of the names. From any thread.</summary>
    public string[] GetNames()
    {
        lock (_gate)
        {
            var names = new string[_inside.Count];
            _inside.Keys.CopyTo(names, 0);
            return names;
        }
    }

    public Participant? Find(string name) => _inside.TryGetValue(name, out Participant? who) ? who : null;

    public void Add(Participant who)
    {
        lock (_gate)
            _inside.Add(who.Name, who);
        _frames = null;
    }

    public void Remove(Participant who)
    {
        lock (_gate)
            _inside.Remove(who.Name);
        _frames = null;
    }

    public void Clear()
    {
        lock (_gate)
            _inside.Clear();
        _frames = null;
    }

    /// <summary>The answer to WHO: one block for all who ask, which never changes, encoded once for each change of the list.</summary>
    public byte[] GetFrames() => _frames ??= Encode();

    private byte[] Encode()
    {
        var bytes = new byte[1024];
        int end = 0;
        foreach (string payload in ServerText.Users(_inside.Keys))
        {
            if (end + ProtocolConstants.MaxFrame > bytes.Length)
                Array.Resize(ref bytes, bytes.Length * 2);
            end = FrameCodec.WriteHeader(bytes, end, payload.Length);
            end += Encoding.ASCII.GetBytes(payload, 0, payload.Length, bytes, end);
        }

        Array.Resize(ref bytes, end);
        return bytes;
    }
}
