using System;
using System.IO;
using System.Text;

namespace ChatPS.Interactive;

/// <summary>
/// A file that gets what is shown, a line for each, with date and time: plain text without escapes, in which no text and no name can
/// begin a line. It is open only while it is written, so that others may move it. One thread.
/// </summary>
internal sealed class ChatLog
{
    private readonly MessageView _view = new("", "yyyy-MM-dd HH:mm:ss");
    private readonly StringBuilder _unwritten = new();

    /// <summary>The file; null while there is none.</summary>
    public string? Path { get; private set; }

    /// <summary>Begins a log, at the end of a file that is there; another log ends.</summary>
    /// <returns>Why the file cannot be written, and then the other goes on; null when it can.</returns>
    public string? TryBegin(string path)
    {
        if (TryAppend(path, "") is { } error)
            return error;
        End();
        Path = path;
        return null;
    }

    /// <summary>Adds a line, which is in the file from the next flush on.</summary>
    public void Add(MessageLine line)
    {
        if (Path is not null)
            _unwritten.Append(_view.Show(line)).Append('\n');
    }

    /// <summary>Writes what was added.</summary>
    /// <returns>Why the log has ended; null when it goes on.</returns>
    public string? TryFlush()
    {
        if (_unwritten.Length == 0)
            return null;
        string? error = TryAppend(Path!, _unwritten.ToString());
        _unwritten.Clear();
        if (error is not null)
            Path = null;
        return error;
    }

    /// <summary>Writes what was added, and no more.</summary>
    /// <returns>Why it could not; null when it could.</returns>
    public string? End()
    {
        string? error = TryFlush();
        Path = null;
        return error;
    }

    private static string? TryAppend(string path, string text)
    {
        try
        {
            using FileStream file = Open(path);
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            file.Write(bytes, 0, bytes.Length);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return e.Message;
        }
    }

    // Opened to write only, a named pipe that nobody reads would hold up the keys for ever; a terminal would show each line twice.
    private static FileStream Open(string path)
    {
        if (Directory.Exists(path))
            throw new IOException($"'{path}' is a directory.");
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (!file.CanSeek)
        {
            file.Dispose();
            throw new IOException($"'{path}' is no regular file.");
        }

        file.Seek(0, SeekOrigin.End);
        return file;
    }
}
