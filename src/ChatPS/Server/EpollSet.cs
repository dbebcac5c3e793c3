using System;
using System.Net.Sockets;
using ChatPS.Net;

namespace ChatPS.Server;

/// <summary>
/// Readiness by epoll of Linux, level-triggered: a wait costs what is ready, however many sockets are watched.
/// Each event carries the descriptor and the generation of its watch, so one that came too late is never taken for a newer socket.
/// </summary>
internal sealed class EpollSet : IReadinessSet
{
    private const int EventsPerWait = 512;

    private readonly int _epoll;
    private readonly int[] _events = new int[EventsPerWait * LinuxSystem.EpollEventInts];
    private readonly int[] _change = new int[LinuxSystem.EpollEventInts];
    private readonly WatchedSocket[] _ready = new WatchedSocket[EventsPerWait];
    private WatchedSocket?[] _byDescriptor = new WatchedSocket?[64];
    private int _generation;
    private bool _isDisposed;

    private EpollSet(int epoll) => _epoll = epoll;

    /// <inheritdoc/>
    public int Capacity => int.MaxValue;

    /// <inheritdoc/>
    public int ReadyCount { get; private set; }

    /// <inheritdoc/>
    public WatchedSocket this[int index] => _ready[index];

    /// <summary>Null where the system has no epoll, or refuses it.</summary>
    public static EpollSet? TryCreate()
    {
        int epoll = LinuxSystem.CreateEpoll();
        return epoll < 0 ? null : new EpollSet(epoll);
    }

    /// <inheritdoc/>
    /// <exception cref="SocketException">The system refuses to watch the socket.</exception>
    public void Watch(WatchedSocket socket, Interest interest)
    {
        if (socket.Interest == interest)
            return;
        if (socket.Interest == Interest.None)
            Add(socket);

        // Without any interest epoll still reports errors, and a paused peer that resets would make the loop spin: so it is removed.
        int operation = interest == Interest.None ? LinuxSystem.EpollDelete
            : socket.Interest == Interest.None ? LinuxSystem.EpollAdd : LinuxSystem.EpollModify;
        bool accepted = Control(operation, socket, interest);
        socket.Interest = interest;
        if (interest == Interest.None)
            _byDescriptor[socket.Slot] = null;
        else if (!accepted)
            throw new SocketException((int)SocketError.NoBufferSpaceAvailable);
    }

    /// <inheritdoc/>
    /// <exception cref="SocketException">epoll itself failed.</exception>
    public void Wait(int milliseconds)
    {
        int count = LinuxSystem.WaitForEpoll(_epoll, _events, milliseconds);
        ReadyCount = 0;
        if (count < 0)
            throw new SocketException((int)SocketError.OperationNotSupported);
        for (int i = 0; i < count; i++)
        {
            int at = i * LinuxSystem.EpollEventInts;
            int data = at + LinuxSystem.EpollEventInts - 2;
            if (Find(_events[data], _events[data + 1]) is not WatchedSocket socket)
                continue;
            socket.Ready = ReadyFor(_events[at]) & socket.Interest;
            _ready[ReadyCount++] = socket;
        }
    }

    public void Dispose()
    {
        if (!_isDisposed)
            LinuxSystem.Close(_epoll);
        _isDisposed = true;
    }

    // An error or a hang-up is found by doing what was waited for.
    private static Interest ReadyFor(int events)
    {
        const int Failed = LinuxSystem.EpollError | LinuxSystem.EpollHangUp;
        Interest ready = (events & (LinuxSystem.EpollIn | Failed)) != 0 ? Interest.Read : Interest.None;
        return (events & (LinuxSystem.EpollOut | Failed)) != 0 ? ready | Interest.Write : ready;
    }

    private WatchedSocket? Find(int descriptor, int generation) =>
        _byDescriptor[descriptor] is WatchedSocket socket && socket.Generation == generation ? socket : null;

    private void Add(WatchedSocket socket)
    {
        socket.Slot = (int)socket.Socket.Handle;
        socket.Generation = ++_generation;
        while (socket.Slot >= _byDescriptor.Length)
            Array.Resize(ref _byDescriptor, _byDescriptor.Length * 2);
        _byDescriptor[socket.Slot] = socket;
    }

    private bool Control(int operation, WatchedSocket socket, Interest interest)
    {
        _change[0] = ((interest & Interest.Read) != 0 ? LinuxSystem.EpollIn : 0)
            | ((interest & Interest.Write) != 0 ? LinuxSystem.EpollOut : 0);
        _change[_change.Length - 2] = socket.Slot;
        _change[_change.Length - 1] = socket.Generation;
        return LinuxSystem.ControlEpoll(_epoll, operation, socket.Slot, _change);
    }
}
