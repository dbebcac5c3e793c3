using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Sockets;

namespace ChatPS.Interactive;

/// <summary>
/// What the keys of a terminal mean, one after another: keys that nobody asks for stay in the terminal, for whoever reads next.
/// One thread.
/// </summary>
internal sealed class KeyReader
{
    private const int SliceMs = 100;

    // A wait that takes so much longer than asked for was one in a stopped process.
    private const int StoppedMs = 500;

    // A wait that returned sooner found a key that was there before.
    private const int WaitedMs = 2;

    private readonly ITerminal _terminal;
    private readonly KeyDecoder _decoder = new();
    private readonly UnmarkedPaste _paste;
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    // What waits before the first look may have been typed at any time.
    private long _emptyAt = int.MinValue;
    private long _now;

    public KeyReader(ITerminal terminal)
    {
        _terminal = terminal;
        _paste = new UnmarkedPaste(() => terminal.HasKey);
    }

    /// <summary>Keys are looked for anew, after a wait or other work.</summary>
    /// <returns>False when they go on with a paste.</returns>
    public bool Begin() => _paste.Begin(_emptyAt);

    /// <summary>Takes the next key or paste that is certain; never waits.</summary>
    public bool TryTake(out EditorInput input)
    {
        while (!TryTakeDecoded(out input))
        {
            if (!_terminal.TryReadKey(out KeyPress key))
            {
                _emptyAt = _now = _clock.ElapsedMilliseconds;
                return TryTakeDecoded(out input);
            }

            // A key that was read at once after another must not look late because the session was slow.
            _now = _clock.ElapsedMilliseconds;
            _decoder.Feed(key, _now);
        }

        return true;
    }

    /// <summary>Waits until a key or one of the sockets is ready, or a held key is certain; for a tenth of a second at most.</summary>
    /// <param name="sockets">Those that are waited for.</param>
    /// <param name="looksOnly">Whether there is more to do, so that nothing must be waited for.</param>
    /// <returns>False when the process was stopped meanwhile: the terminal's modes may be others now.</returns>
    public bool Wait(IReadOnlyList<Socket> sockets, bool looksOnly)
    {
        int slice = looksOnly ? 0 : Slice();
        long before = _clock.ElapsedMilliseconds;
        _terminal.Wait(sockets, TimeSpan.FromMilliseconds(slice));
        long after = _clock.ElapsedMilliseconds;
        if (after - before >= WaitedMs)
            _emptyAt = after;
        return after - before < slice + StoppedMs;
    }

    private bool TryTakeDecoded(out EditorInput input)
    {
        while (_decoder.TryTake(_now, out input))
        {
            if (_paste.Passes(input, _now))
                return true;
        }

        return _paste.TryTake(_now, out input);
    }

    // Whether an Esc stands alone, and a paste is over, is decided before the slice ends.
    private int Slice()
    {
        long now = _clock.ElapsedMilliseconds;
        int slice = SliceMs;
        if (_decoder.WaitMs(now) is >= 0 and var escape)
            slice = Math.Min(slice, escape);
        if (_paste.WaitMs(now) is >= 0 and var paste)
            slice = Math.Min(slice, paste);
        return slice;
    }
}
