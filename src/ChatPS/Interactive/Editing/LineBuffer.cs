using System;
using System.Text;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>
/// The text of the line and the cursor in it, which always stands between graphemes, and what was cut last.
/// What is typed is gathered and put in at once when somebody looks, so that a long burst costs its length. Pure.
/// </summary>
internal sealed class LineBuffer
{
    private readonly StringBuilder _typed = new();
    private string _text = "";
    private int _cursor;
    private string _cut = "";
    private bool _cutsOn;

    public string Text
    {
        get
        {
            Settle();
            return _text;
        }
    }

    /// <summary>The characters of the line, at most: what was typed last is not looked at yet.</summary>
    public int Length => _text.Length + _typed.Length;

    /// <summary>An index into <see cref="Text"/>.</summary>
    public int Cursor
    {
        get
        {
            Settle();
            return _cursor;
        }
    }

    public void Type(char c) => _typed.Append(c);

    public void Insert(string text) => _typed.Append(text);

    /// <summary>Another line, with the cursor behind it.</summary>
    public void Set(string text) => Set(text, text.Length);

    public void Set(string text, int cursor)
    {
        _typed.Clear();
        _text = text;
        _cursor = Graphemes.AtOrAfter(text, cursor);
    }

    public void MoveTo(int index) => _cursor = Graphemes.AtOrAfter(Text, Math.Max(0, index));

    public int Left => Cursor == 0 ? 0 : Graphemes.Previous(_text, _cursor);

    public int Right => Cursor == _text.Length ? _cursor : Graphemes.Next(_text, _cursor);

    public int WordLeft => Back(Back(Cursor, c => !char.IsLetterOrDigit(c)), char.IsLetterOrDigit);

    public int WordRight => Forward(Forward(Cursor, c => !char.IsLetterOrDigit(c)), char.IsLetterOrDigit);

    /// <summary>Where the word before the cursor begins when only spaces part words.</summary>
    public int SpacedWordLeft => Back(Back(Cursor, char.IsWhiteSpace), c => !char.IsWhiteSpace(c));

    /// <summary>Takes out what is between the cursor and an index.</summary>
    public string Delete(int index)
    {
        int start = Math.Min(Cursor, index);
        string gone = _text.Substring(start, Math.Abs(_cursor - index));
        Set(_text.Remove(start, gone.Length), start);
        return gone;
    }

    /// <summary>The same, kept for <see cref="Paste"/>; cuts one after another are kept as one.</summary>
    public void Cut(int index)
    {
        bool isBefore = index < Cursor;
        string gone = Delete(index);
        if (gone.Length == 0)
            return;
        string kept = _cutsOn ? _cut : "";
        _cut = isBefore ? gone + kept : kept + gone;
        _cutsOn = true;
    }

    /// <summary>What is cut next is kept on its own.</summary>
    public void EndCut() => _cutsOn = false;

    public void Paste() => Insert(_cut);

    private int Back(int at, Func<char, bool> goesOn)
    {
        while (at > 0 && goesOn(_text[at - 1]))
            at--;
        return Graphemes.AtOrAfter(_text, at);
    }

    private int Forward(int at, Func<char, bool> goesOn)
    {
        while (at < _text.Length && goesOn(_text[at]))
            at++;
        return Graphemes.AtOrAfter(_text, at);
    }

    private void Settle()
    {
        if (_typed.Length == 0)
            return;
        string typed = InputSanitizer.Clean(_typed.ToString());
        Set(_text.Insert(_cursor, typed), _cursor + typed.Length);
    }
}
