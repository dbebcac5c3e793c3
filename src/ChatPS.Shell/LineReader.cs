using System.Management.Automation;
using System.Security;

namespace ChatPS.Shell;

/// <summary>Reads lines: from a terminal key by key, so that Ctrl+C can drop a line; from a file or pipe as they are.</summary>
internal sealed class LineReader(Keyboard keyboard)
{
    /// <summary>The next line, or null at the end of input.</summary>
    /// <param name="column">Where in its row the cursor stands.</param>
    /// <exception cref="PipelineStoppedException">Ctrl+C was typed.</exception>
    public string? Read(int column, LineHistory? history = null, LineCompletion? completion = null)
    {
        // Console.In, and nothing else, reads standard input: a second reader would miss what the first holds in its buffer.
        if (!Terminal.CanEditLines)
            return Console.In.ReadLine();
        try
        {
            return Edit(new LineEdit(history), new LineScreen(column), completion);
        }
        finally
        {
            Console.Out.WriteLine();
        }
    }

    /// <summary>The next line, shown nowhere, or null at the end of input.</summary>
    /// <exception cref="PipelineStoppedException">Ctrl+C was typed.</exception>
    public SecureString? ReadSecret()
    {
        SecureString secret = new();
        if (!Console.IsInputRedirected)
            return TypeInto(secret);
        if (Console.In.ReadLine() is not { } line)
            return null;
        foreach (char c in line)
            secret.AppendChar(c);
        return secret;
    }

    private string? Edit(LineEdit line, LineScreen screen, LineCompletion? completion)
    {
        foreach (ConsoleKeyInfo key in keyboard.ReadKeys())
        {
            if (key.Key == ConsoleKey.Enter)
            {
                screen.Draw(line.Text, line.Text.Length);
                return line.Text;
            }

            if (line.Text.Length == 0 && key is { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control })
                return null;
            if (completion is null || !completion.Apply(key, line))
                line.Apply(key);
            screen.Draw(line.Text, line.Cursor);
        }

        return null;
    }

    private SecureString TypeInto(SecureString secret)
    {
        try
        {
            foreach (ConsoleKeyInfo key in keyboard.ReadKeys().TakeWhile(key => key.Key != ConsoleKey.Enter))
            {
                if (key.Key == ConsoleKey.Backspace && secret.Length > 0)
                    secret.RemoveAt(secret.Length - 1);
                else if (!char.IsControl(key.KeyChar))
                    secret.AppendChar(key.KeyChar);
            }
        }
        finally
        {
            Terminal.Questions.WriteLine();
        }

        return secret;
    }
}
