using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;

namespace ChatPS.Server;

/// <summary>
/// Writes a server's log to a file, each event a line of JSON, on a thread of its own: a slow disk holds up nobody who talks.
/// </summary>
internal sealed class LogFile
{
    private const int RetryMs = 1000;

    private readonly string _path;
    private readonly ServerLog _log;
    private readonly ServerStatus _status;
    private readonly bool _withMessages;
    private readonly Thread _thread;
    private long _place;

    private LogFile(string path, ServerLog log, ServerStatus status, bool withMessages)
    {
        _path = path;
        _log = log;
        _status = status;
        _withMessages = withMessages;
        _thread = new Thread(Run) { IsBackground = true, Name = "ChatServer log" };
    }

    /// <summary>Opens the file, to append to it, and begins to write.</summary>
    /// <exception cref="ChatException">It cannot be written (<see cref="ChatFailure.FileNotUsable"/>).</exception>
    public static LogFile Start(string path, ServerLog log, ServerStatus status, bool withMessages)
    {
        try
        {
            Open(path).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new ChatException(ChatFailure.FileNotUsable, $"The log cannot be written: {e.Message}", e);
        }

        var file = new LogFile(path, log, status, withMessages);
        file._thread.Start();
        return file;
    }

    /// <summary>Waits until all is written, once the log has ended.</summary>
    public bool Join(TimeSpan timeout) => _thread.Join(timeout);

    /// <summary>One event as a line.</summary>
    internal static string Line(ChatServerEvent happened)
    {
        var line = new StringBuilder("{\"time\":\"").Append(happened.Time.ToString("o", CultureInfo.InvariantCulture)).Append('"');
        Append(line, "event", happened.Event.ToString());
        Append(line, "name", happened.Name);
        Append(line, "address", happened.Address);
        Append(line, "reason", happened.Reason);
        return line.Append("}\n").ToString();
    }

    private static void Append(StringBuilder line, string name, string? value)
    {
        line.Append(",\"").Append(name).Append("\":");
        if (value is null)
        {
            line.Append("null");
            return;
        }

        line.Append('"');
        foreach (char c in value)
        {
            if (c is '"' or '\\')
                line.Append('\\').Append(c);
            else if (c < ' ' || char.IsSurrogate(c))
                line.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else
                line.Append(c);
        }

        line.Append('"');
    }

    private static FileStream Open(string path) => new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    // What could not be written is tried again, and the server goes on: its error says that the log has stopped.
    private void Run()
    {
        while (_log.Wait(_place, Timeout.Infinite))
        {
            try
            {
                using FileStream file = Open(_path);
                while (_log.Wait(_place, Timeout.Infinite))
                    WriteNew(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _status.Fault = e;
                if (!_log.WaitForEnd(RetryMs))
                    continue;
                return;
            }
        }
    }

    private void WriteNew(FileStream file)
    {
        long place = _place;
        IReadOnlyList<ChatServerEvent> events = _log.Read(ref place);
        for (int i = 0; i < events.Count; i++)
        {
            if (events[i].Event != ChatServerEventKind.Said || _withMessages)
            {
                byte[] line = Encoding.UTF8.GetBytes(Line(events[i]));
                file.Write(line, 0, line.Length);
                file.Flush();
            }

            _place = place - events.Count + i + 1; // what is written is not written again after an error
        }
    }
}
