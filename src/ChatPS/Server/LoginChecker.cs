using System;
using System.Collections.Generic;
using System.Threading;

namespace ChatPS.Server;

/// <summary>
/// Checks passwords against a login file on a thread of its own, since each takes a while by design. Whoever floods it from one address
/// waits behind itself: each address has its turn.
/// </summary>
internal sealed class LoginChecker : IDisposable
{
    private readonly LoginFile _file;
    private readonly ServerLog _log;
    private readonly Thread _thread;

    // Guards the queues and the end; the thread waits on it.
    private readonly object _gate = new();
    private readonly Dictionary<string, Queue<Check>> _waiting = [];
    private readonly Queue<string> _turns = new();
    private bool _ends;

    public LoginChecker(LoginFile file, ServerLog log)
    {
        _file = file;
        _log = log;
        _thread = new Thread(Run) { IsBackground = true, Name = "ChatServer logins" };
        _thread.Start();
    }

    /// <summary>Checks a pair soon.</summary>
    /// <param name="address">Whose turn it takes.</param>
    /// <param name="userName">The name.</param>
    /// <param name="password">The password; overwritten when it was looked at.</param>
    /// <param name="answer">Called on the checker's thread with whether it is right; it must not throw.</param>
    public void Start(string address, string userName, byte[] password, Action<bool> answer)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(address, out Queue<Check>? own))
            {
                _waiting.Add(address, own = new Queue<Check>());
                _turns.Enqueue(address);
            }

            own.Enqueue(new Check(userName, password, answer));
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Ends the thread; what still waits is answered by nobody.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ends = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        while (Take() is { } check)
        {
            Refresh();
            bool isRight = _file.Allows(check.UserName, check.Password);
            Array.Clear(check.Password, 0, check.Password.Length);
            check.Answer(isRight);
        }
    }

    private void Refresh()
    {
        if (_file.Refresh(out ChatException? failure))
            _log.Add(ChatServerEventKind.Changed, reason: $"Logins: {_file.Count}");
        else if (failure is not null)
            _log.Add(ChatServerEventKind.Changed, reason: $"Logins: as they were. {failure.Message}");
    }

    private Check? Take()
    {
        lock (_gate)
        {
            while (_turns.Count == 0 && !_ends)
                Monitor.Wait(_gate);
            if (_ends)
                return null;
            string address = _turns.Dequeue();
            Queue<Check> own = _waiting[address];
            Check check = own.Dequeue();
            if (own.Count > 0)
                _turns.Enqueue(address);
            else
                _waiting.Remove(address);
            return check;
        }
    }

    private sealed record Check(string UserName, byte[] Password, Action<bool> Answer);
}
