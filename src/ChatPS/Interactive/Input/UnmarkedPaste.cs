using System;
using System.Text;

namespace ChatPS.Interactive;

/// <summary>
/// Tells a paste from typing where the terminal does not mark pastes: an Enter or a Tab behind keys that came faster than anybody
/// types, and with more of them waiting. What follows is gathered until no key has come for a moment. Pure: times are handed in, in
/// milliseconds of any clock that does not go back.
/// </summary>
internal sealed class UnmarkedPaste
{
    /// <summary>A paste has ended when no key came for so long.</summary>
    public const int QuietMs = 50;

    // A key that is held down repeats every 30 ms, and fingers that roll over two keys are slower than this as well.
    private const int FastestKeyMs = 10;

    private readonly Func<bool> _isMoreWaiting;
    private readonly StringBuilder _burst = new();
    private long _emptyAt;
    private long _lastMs;
    private int _keys;
    private bool _gathers;

    /// <param name="isMoreWaiting">Whether a further key is there already; asked only where that decides.</param>
    public UnmarkedPaste(Func<bool> isMoreWaiting) => _isMoreWaiting = isMoreWaiting;

    /// <summary>Keys are read anew; those that wait were pressed since a time.</summary>
    /// <returns>False when they go on with a paste.</returns>
    public bool Begin(long emptyAt)
    {
        if (_gathers)
            return false;
        _burst.Clear();
        (_emptyAt, _keys) = (emptyAt, 0);
        return true;
    }

    /// <summary>Looks at what was read at a time.</summary>
    /// <param name="input">A key or a marked paste.</param>
    /// <param name="nowMs">When it was read.</param>
    /// <returns>False when it was kept as a part of a paste.</returns>
    public bool Passes(EditorInput input, long nowMs)
    {
        _lastMs = nowMs;
        if (input.Pasted is not null)
            return PassesMarked(input.Pasted);
        _keys++;
        char c = CharacterOf(input.Key);
        bool parts = c is '\r' or '\t';
        _gathers = _gathers || (parts && _keys > 1 + ((nowMs - _emptyAt) / FastestKeyMs) && _isMoreWaiting());
        if (c != '\0')
            _burst.Append(c);
        if (c == '\r' && !_gathers)
            _burst.Clear(); // the line is gone
        return !_gathers;
    }

    /// <summary>Takes the paste that has ended, with what of it was let through before.</summary>
    public bool TryTake(long nowMs, out EditorInput paste)
    {
        paste = default;
        if (WaitMs(nowMs) != 0)
            return false;
        paste = new EditorInput(default, _burst.ToString(), IsUnmarked: true);
        _burst.Clear();
        _gathers = false;
        return true;
    }

    /// <summary>The milliseconds until a paste is known to have ended; -1 when none is gathered.</summary>
    public int WaitMs(long nowMs)
    {
        long left = _lastMs + QuietMs - nowMs;
        return !_gathers ? -1 : left > 0 ? (int)left : 0;
    }

    private bool PassesMarked(string pasted)
    {
        if (_gathers)
            _burst.Append(pasted);
        else
            (_burst.Length, _keys) = (0, 0);
        return !_gathers;
    }

    private static char CharacterOf(KeyPress key)
    {
        if (key.IsText)
            return key.Character;

        // No paste has an Enter that is held with Alt.
        bool isEnter = key.Character is '\r' or '\n' || key.VirtualKey == VirtualKeys.Enter;
        bool isTab = key.Character == '\t' || key.VirtualKey == VirtualKeys.Tab;
        return isEnter ? key.HasAlt ? '\n' : '\r' : isTab ? '\t' : '\0';
    }
}
