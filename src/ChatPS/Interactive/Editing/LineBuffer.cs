using System;
using System.Text;
using ChatPS.Text;

namespace ChatPS.Interactive;

/// <summary>
/// The text of the line, its cursor, which always stands between graphemes, and the text that was cut last.
/// Typed characters are collected and inserted together when the text is read, so that a long burst takes linear time. Pure.
/// </summary>
internal sealed class LineBuffer
{
    private readonly StringBuilder _typed = new();
    private string _text = "";
    private int _cursor;
    private string _cut = "";
    private bool _cutsOn;
    private char _highSurrogate;

    public string Text
    {
        get
        {
            InsertTyped();
            return _text;
        }
    }

    /// <summary>An index into <see cref="Text"/>.</summary>
    public int Cursor
    {
        get
        {
            InsertTyped();
            return _cursor;
        }
    }

    /// <summary>Types a char at the cursor. A surrogate pair arrives as two keys; half of one is dropped.</summary>
    public void Type(char c)
    {
        bool endsPair = char.IsLowSurrogate(c) && _highSurrogate != '\0';
        if (endsPair)
            _typed.Append(_highSurrogate);
        if (endsPair || !char.IsSurrogate(c))
            _typed.Append(c);
        _highSurrogate = char.IsHighSurrogate(c) ? c : '\0';
    }

    public void Insert(string text)
    {
        _highSurrogate = '\0';
        _typed.Append(text);
    }

    /// <summary>Replaces the line and puts the cursor at its end.</summary>
    public void Set(string text) => Set(text, text.Length);

    public void Set(string text, int cursor)
    {
        _highSurrogate = '\0';
        _typed.Clear();
        Place(text, cursor);
    }

    public void MoveTo(int index)
    {
        _highSurrogate = '\0';
        Place(Text, Math.Max(0, index));
    }

    public int Left => Cursor == 0 ? 0 : Graphemes.Previous(_text, _cursor);

    public int Right => Cursor == _text.Length ? _cursor : Graphemes.Next(_text, _cursor);

    public int WordLeft => Back(Back(Cursor, c => !char.IsLetterOrDigit(c)), char.IsLetterOrDigit);

    public int WordRight => Forward(Forward(Cursor, c => !char.IsLetterOrDigit(c)), char.IsLetterOrDigit);

    /// <summary>Where the word before the cursor begins, if only spaces separate words.</summary>
    public int SpacedWordLeft => Back(Back(Cursor, char.IsWhiteSpace), c => !char.IsWhiteSpace(c));

    /// <summary>Deletes the text between the cursor and an index.</summary>
    public string Delete(int index)
    {
        int start = Math.Min(Cursor, index);
        string gone = _text.Substring(start, Math.Abs(_cursor - index));
        Set(_text.Remove(start, gone.Length), start);
        return gone;
    }

    /// <summary>Deletes it too, and keeps it for <see cref="Paste"/>; consecutive cuts are kept as one.</summary>
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

    /// <summary>Ends a run of cuts: the next is kept on its own.</summary>
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

    private void InsertTyped()
    {
        if (_typed.Length == 0)
            return;
        string typed = InputSanitizer.Clean(_typed.ToString());
        _typed.Clear();
        Place(_text.Insert(_cursor, typed), _cursor + typed.Length);
    }

    private void Place(string text, int cursor) => (_text, _cursor) = (text, Graphemes.AtOrAfter(text, cursor));
}
