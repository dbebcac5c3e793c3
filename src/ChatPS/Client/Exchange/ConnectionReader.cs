using System;
using System.Collections.Generic;

namespace ChatPS.Client;

/// <summary>
/// Who reads a connection, how far, and until when: one caller at a time for all who wait, and while none does, the connection by
/// itself. Never blocks. The connection's lock guards it.
/// </summary>
internal sealed class ConnectionReader
{
    private readonly Inbox _inbox;
    private readonly Action _wakeCallers;
    private readonly Action<ChatException?> _ending;
    private ServerLink _link;
    private int _thread; // 0 when nobody reads
    private int _receivers;
    private bool _isClosing;

    /// <param name="link">What is read.</param>
    /// <param name="inbox">What was received and not taken.</param>
    /// <param name="wakeCallers">Something was read, nobody reads any more, or the connection has ended.</param>
    /// <param name="ending">The link is about to be closed; the reason is null when this side wants it so.</param>
    public ConnectionReader(ServerLink link, Inbox inbox, Action wakeCallers, Action<ChatException?> ending)
    {
        _link = link;
        _inbox = inbox;
        _wakeCallers = wakeCallers;
        _ending = ending;
    }

    /// <summary>False while a full inbox makes the server wait. It never does while something is owed, or nobody receives: the inbox drops its oldest then.</summary>
    public bool WantsMore => _isClosing || _receivers == 0 || !_inbox.IsFull || _link.Matcher.Requests.OwedCount > 0;

    private static int ThisThread => Environment.CurrentManagedThreadId;

    /// <summary>From now on another link is read, by whoever read the last.</summary>
    public void Attach(ServerLink link)
    {
        _link = link;
        Wake();
    }

    /// <summary>Makes the calling thread the reader until <see cref="GiveBack"/>.</summary>
    /// <returns>False while another reads.</returns>
    public bool TryHold()
    {
        if (_thread != 0 && _link.IsOpen)
            return false;
        _thread = ThisThread;
        return true;
    }

    /// <summary>Makes the calling thread the reader for one wait.</summary>
    /// <param name="held">Whether it was before, and stays so.</param>
    /// <returns>False when another reads, or nothing is to be read.</returns>
    public bool TryBegin(out bool held)
    {
        held = _thread == ThisThread;
        bool begun = _link.IsOpen && (held || (_thread == 0 && WantsMore));
        if (begun)
            _thread = ThisThread;
        return begun;
    }

    /// <summary>Ends what <see cref="TryBegin"/> began, and reads what the wait was for.</summary>
    /// <returns>True when something was read.</returns>
    public bool End(bool held, ICollection<string>? trace)
    {
        if (!held && _thread == ThisThread)
            GiveBack();
        return ReadAvailable(trace, buffers: 1, keep: false);
    }

    /// <summary>Another caller may read now; if none does, the connection will.</summary>
    public void GiveBack()
    {
        _thread = 0;
        Wake();
    }

    /// <summary>A receiver has come, or gone.</summary>
    public void SetReceiving(bool receives)
    {
        _receivers += receives ? 1 : -1;
        if (!receives)
            Wake();
    }

    /// <summary>There may be room for more.</summary>
    public void Wake()
    {
        ReadWhenIdle();
        _wakeCallers();
    }

    /// <summary>After each use, also one that found what it wanted at the first look and never waited. Whoever holds the reader reads, and nobody need.</summary>
    public void ReadWhenIdle()
    {
        if (_link.IsOpen && _thread == 0)
            _link.Idle.Schedule();
    }

    /// <summary>Shows the frames that were read while no caller looked.</summary>
    public void ShowUnseen(ICollection<string>? trace)
    {
        if (trace is not null)
            _link.Receiver.ShowUnseen(trace);
    }

    /// <summary>Reads what has arrived: so many buffers at most, and none while the inbox makes the server wait.</summary>
    /// <param name="trace">Takes a line for each frame, those that were read while no caller looked first; null when nobody looks.</param>
    /// <param name="buffers">How many at most.</param>
    /// <param name="keep">Keeps the last frames for the next trace.</param>
    /// <returns>True when something was read.</returns>
    public bool ReadAvailable(ICollection<string>? trace, int buffers, bool keep)
    {
        ShowUnseen(trace);
        int reads = 0;
        while (reads < buffers && Read(trace, keep))
            reads++;
        if (_link.IsOpen && _thread == 0)
            _link.Idle.Postpone();
        return reads > 0;
    }

    /// <summary>Reads what has arrived while no caller reads, and asks to be notified of more. A fault ends the connection: nobody else could report it.</summary>
    public void ReadIdle(bool byTimer)
    {
        try
        {
            ReadUnlessRead(byTimer);
        }
        catch (Exception e)
        {
            Close(new ChatException(ChatFailure.ConnectionLost, "The session has ended by a fault of its own: " + e.Message, e));
        }
    }

    /// <summary>Announces that nothing more will be sent. From now on the inbox takes what comes, and the other side's end is expected.</summary>
    public void ShutdownSend()
    {
        _isClosing = true;
        if (_link.IsOpen)
            _link.Transport.ShutdownSend();
        CloseIfFailed();
    }

    /// <summary>Closes after an error of the network, once all that had arrived is read.</summary>
    public void CloseIfFailed()
    {
        if (_link.Transport.Failure is not { } failure || !_link.IsOpen)
            return;
        _link.Receiver.Drain();
        Close(_isClosing ? null : failure);
    }

    /// <param name="reason">Null when this side wants it so.</param>
    public void Close(ChatException? reason)
    {
        if (!_link.IsOpen)
            return;
        _link.Matcher.End();
        _ending(reason);
        _link.Transport.Close(reason);
        _link.Idle.Dispose();
        _wakeCallers();
    }

    private bool Read(ICollection<string>? trace, bool keep)
    {
        if (!_link.IsOpen || !WantsMore)
            return false;
        bool any = _link.Receiver.TryReceive(trace, keep);
        CloseIfFailed();
        if (any)
            _wakeCallers();
        return any && _link.IsOpen;
    }

    private void ReadUnlessRead(bool byTimer)
    {
        if (!_link.Idle.Acknowledge(byTimer) || _thread != 0 || !_link.IsOpen)
            return;
        for (int reads = 0; reads < ClientLimits.IdleReads; reads++)
        {
            if (!Read(trace: null, keep: true) && (!_link.IsOpen || !WantsMore || _link.Idle.TryArm()))
                return;
        }

        _link.Idle.Schedule();
    }
}
