using System.Collections.Generic;
using System.Text;

namespace ChatPS.Interactive;

/// <summary>
/// What raw keys were decoded to: a key, or a pasted text as it came. One that the terminal did not mark may begin with keys that were
/// handed on before.
/// </summary>
internal readonly record struct EditorInput(KeyPress Key, string? Pasted = null, bool IsUnmarked = false);

/// <summary>
/// Raw keys to what they mean. Hosts hand on escape sequences key by key (a bracketed paste is ESC [ 2 0 0 ~ text ESC [ 2 0 1 ~),
/// so an Esc is held until the next key or the time limit says whether it stands alone. Pure: the time is handed in, in
/// milliseconds of any clock that does not go back. Give it every key there is before taking from it, so that a slow
/// turn of the loop does not make a sequence look late. Linear in the keys.
/// </summary>
internal sealed class KeyDecoder
{
    /// <summary>An Esc that nothing follows for so long was the Esc key.</summary>
    public const int EscapeMs = 50;

    /// <summary>A sequence that stops in the middle is given up after this; nobody types one by hand.</summary>
    public const int SequenceMs = 500;

    /// <summary>A paste whose end is lost hands out what came; long, for what comes late would be typed.</summary>
    public const int PasteMs = 5000;

    private const char Esc = '\x1b';
    private const string PasteStart = "200~";
    private const string PasteEnd = "\x1b[201~";
    private const int MaxSequence = 32;

    private readonly Queue<EditorInput> _ready = new();
    private readonly StringBuilder _held = new();
    private State _state;
    private KeyPress _escape;
    private long _lastMs;

    private enum State
    {
        Ground,
        Escape,
        Sequence,
        Paste,
    }

    /// <summary>Takes a raw key that was read at a time.</summary>
    public void Feed(KeyPress key, long nowMs)
    {
        _lastMs = nowMs;
        switch (_state)
        {
            case State.Escape:
                FeedEscape(key);
                break;
            case State.Sequence:
                FeedSequence(key);
                break;
            case State.Paste:
                FeedPaste(key);
                break;
            default:
                FeedGround(key);
                break;
        }
    }

    /// <summary>Takes the next thing that is certain at a time.</summary>
    public bool TryTake(long nowMs, out EditorInput input)
    {
        if (WaitMs(nowMs) == 0)
            GiveUp();
        input = default;
        if (_ready.Count == 0)
            return false;
        input = _ready.Dequeue();
        return true;
    }

    /// <summary>The milliseconds until a held key is certain; -1 when none is held.</summary>
    public int WaitMs(long nowMs)
    {
        int limit = _state switch
        {
            State.Escape => EscapeMs,
            State.Sequence => SequenceMs,
            State.Paste => PasteMs,
            _ => -1,
        };
        long left = _lastMs + limit - nowMs;
        return limit < 0 ? -1 : left > 0 ? (int)left : 0;
    }

    private void FeedGround(KeyPress key)
    {
        if (IsEscape(key))
            (_state, _escape) = (State.Escape, key);
        else if (IsIntroducer(key.Character) && key.HasAlt && !key.HasControl)
            Begin(key.Character);
        else
            _ready.Enqueue(new EditorInput(key));
    }

    private void FeedEscape(KeyPress key)
    {
        if (IsIntroducer(key.Character))
        {
            Begin(key.Character);
        }
        else if (IsEscape(key))
        {
            _ready.Enqueue(new EditorInput(_escape));
        }
        else
        {
            // ESC and a key at once is how terminals send the key with Alt.
            _state = State.Ground;
            _ready.Enqueue(new EditorInput(key with { Modifiers = key.Modifiers | KeyModifiers.Alt }));
        }
    }

    private void FeedSequence(KeyPress key)
    {
        char c = key.Character;
        bool isFinal = c is >= '@' and <= '~' && (_held.Length > 1 || c != '[');
        if (c is < ' ' or > '~')
        {
            // Broken off by something else, which counts.
            Drop();
            FeedGround(key);
        }
        else if (!isFinal && _held.Length < MaxSequence)
        {
            _held.Append(c);
        }
        else
        {
            End(c);
        }
    }

    private void FeedPaste(KeyPress key)
    {
        // A host may have read ESC [ as Alt with [.
        if (key.HasAlt && !key.HasControl)
            _held.Append(Esc);
        char c = key.Character != '\0' ? key.Character : CharacterOf(key.VirtualKey);
        if (c != '\0')
            _held.Append(c);
        if (key.Character == '~' && EndsPaste())
            HandOutPaste(_held.Length - PasteEnd.Length);
    }

    private bool EndsPaste()
    {
        int start = _held.Length - PasteEnd.Length;
        for (int i = 0; i < PasteEnd.Length; i++)
        {
            if (start < 0 || _held[start + i] != PasteEnd[i])
                return false;
        }

        return true;
    }

    private void HandOutPaste(int length)
    {
        _ready.Enqueue(new EditorInput(default, _held.ToString(0, length)));
        Drop();
    }

    private void Begin(char introducer)
    {
        _state = State.Sequence;
        _held.Append(introducer);
    }

    private void End(char final)
    {
        string sequence = _held.Append(final).ToString(1, _held.Length - 1);
        bool isControl = _held[0] == '[';
        Drop();
        if (isControl && sequence == PasteStart)
            _state = State.Paste;
        else if (EscapeSequences.TryGetKey(sequence, out KeyPress key))
            _ready.Enqueue(new EditorInput(key));
    }

    private void GiveUp()
    {
        if (_state == State.Escape)
            _ready.Enqueue(new EditorInput(_escape));
        if (_state == State.Paste)
            HandOutPaste(_held.Length);
        Drop();
    }

    private void Drop()
    {
        _state = State.Ground;
        _held.Clear();
    }

    private static char CharacterOf(int virtualKey) => virtualKey switch
    {
        VirtualKeys.Enter => '\r',
        VirtualKeys.Tab => '\t',
        VirtualKeys.Escape => Esc,
        _ => '\0',
    };

    private static bool IsEscape(KeyPress key) =>
        key.Character == Esc || (key.Character == '\0' && key.VirtualKey == VirtualKeys.Escape);

    private static bool IsIntroducer(char c) => c is '[' or 'O';
}
