using System.Collections.Generic;

namespace ChatPS.Interactive;

/// <summary>How a line was before it was changed, step by step: characters typed in a row are one step, up to a space. Pure.</summary>
internal sealed class LineUndo
{
    /// <summary>The oldest step makes room for the newest beyond this.</summary>
    public const int MaxSteps = 100;

    // Shorter steps would make a long paste that is typed copy the line for each word.
    private const int MinTyped = 20;

    private readonly LinkedList<(string Text, int Cursor)> _steps = new();
    private int _typed;

    /// <summary>A character is about to be typed.</summary>
    public void BeforeTyping(LineBuffer line, char c)
    {
        if (_typed == 0 || (_typed >= MinTyped && c == ' '))
            Keep(line);
        _typed++;
    }

    /// <summary>Something else is about to change the line.</summary>
    public void BeforeChange(LineBuffer line)
    {
        Keep(line);
    }

    /// <summary>What is typed next is a step of its own.</summary>
    public void EndTyping() => _typed = 0;

    /// <summary>Makes the line what it was before the last step that has changed it.</summary>
    public void Undo(LineBuffer line)
    {
        EndTyping();
        while (_steps.Last is { } last)
        {
            _steps.RemoveLast();
            if (last.Value.Text == line.Text)
                continue;
            line.Set(last.Value.Text, last.Value.Cursor);
            return;
        }
    }

    /// <summary>Another line: what was before cannot be had again.</summary>
    public void Clear()
    {
        _steps.Clear();
        EndTyping();
    }

    private void Keep(LineBuffer line)
    {
        EndTyping();
        _steps.AddLast((line.Text, line.Cursor));
        if (_steps.Count > MaxSteps)
            _steps.RemoveFirst();
    }
}
