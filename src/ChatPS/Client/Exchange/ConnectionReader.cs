using System;
using System.Collections.Generic;

namespace ChatPS.Client;

/// <summary>
/// Who reads a connection, how far, and until when: one caller at a time for all who wait, and while none does, the connection by
/// itself. Never blocks. The connection's lock guards it.
/// </summary>
internal sealed class ConnectionReader
{
    private readonly FrameTransport _transport;
    private readonly FrameReceiver _receiver;
    private readonly ReplyMatcher _matcher;
    private readonly Inbox _inbox;
    private readonly IdleReader _idle;
    private readonly Action _wakeCallers;
    private int _thread; // 0 when nobody reads
    private int _receivers;
    private bool _isClosing;

    /// <param name="transport">What is read.</param>
    /// <param name="receiver">Passes on what was read.</param>
    /// <param name="matcher">What the server owes.</param>
    /// <param name="inbox">What was received and not taken.</param>
    /// <param name="idle">Reads while no caller does.</param>
    /// <param name="wakeCallers">Something was read, nobody reads any more, or the connection has ended.</param>
    public ConnectionReader(
        FrameTransport transport, FrameReceiver receiver, ReplyMatcher matcher, Inbox inbox, IdleReader idle, Action wakeCallers)
    {
        _transport = transport;
        _receiver = receiver;
        _matcher = matcher;
        _inbox = inbox;
        _idle = idle;
        _wakeCallers = wakeCallers;
    }

    /// <summary>False while a full inbox makes the server wait. It never does while something is owed, or nobody receives: the inbox drops its oldest then.</summary>
    public bool WantsMore => _isClosing || _receivers == 0 || !_inbox.IsFull || _matcher.Requests.OwedCount > 0;

    private static int ThisThread => Environment.CurrentManagedThreadId;

    /// <summary>Makes the calling thread the reader until <see cref="GiveBack"/>.</summary>
    /// <returns>False while another reads.</returns>
    public bool TryHold()
    {
        if (_thread != 0 && _transport.IsOpen)
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
        bool begun = held || (_thread == 0 && _transport.IsOpen && WantsMore);
        if (begun)
            _thread = ThisThread;
        return begun;
    }

    /// <summary>Ends what <see cref="TryBegin"/> began, and reads what the wait was for.</summary>
    /// <returns>True when something was read.</returns>
    public bool End(bool held, ICollection<string>? trace)
    {
        if (!held)
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
        if (_transport.IsOpen && _thread == 0)
            _idle.Schedule();
    }

    /// <summary>Shows the frames that were read while no caller looked.</summary>
    public void ShowUnseen(ICollection<string>? trace)
    {
        if (trace is not null)
            _receiver.ShowUnseen(trace);
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
        if (_transport.IsOpen && _thread == 0)
            _idle.Postpone();
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
        if (_transport.IsOpen)
            _transport.ShutdownSend();
        CloseIfFailed();
    }

    /// <summary>Closes after an error of the network, once all that had arrived is read.</summary>
    public void CloseIfFailed()
    {
        if (_transport.Failure is not { } failure || !_transport.IsOpen)
            return;
        _receiver.Drain();
        Close(_isClosing ? null : failure);
    }

    /// <param name="reason">Null when this side wants it so.</param>
    public void Close(ChatException? reason)
    {
        if (!_transport.IsOpen)
            return;
        _transport.Close(reason);
        _matcher.End();
        _idle.Dispose();
        _wakeCallers();
    }

    private bool Read(ICollection<string>? trace, bool keep)
    {
        if (!_transport.IsOpen || !WantsMore)
            return false;
        bool any = _receiver.TryReceive(trace, keep);
        CloseIfFailed();
        if (any)
            _wakeCallers();
        return any && _transport.IsOpen;
    }

    private void ReadUnlessRead(bool byTimer)
    {
        if (!_idle.Acknowledge(byTimer) || _thread != 0 || !_transport.IsOpen)
            return;
        for (int reads = 0; reads < ClientLimits.IdleReads; reads++)
        {
            if (!Read(trace: null, keep: true) && (!_transport.IsOpen || !WantsMore || _idle.TryArm()))
                return;
        }

        _idle.Schedule();
    }
}
