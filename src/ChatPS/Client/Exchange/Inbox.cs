using System;
using System.Collections.Generic;
using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>
/// What was received and not yet taken, in order of <see cref="ChatMessage.Sequence"/>: a ring, in which a message taken out of
/// turn leaves a gap. When it is full the oldest message is dropped, own echoes first. The connection's lock guards it.
/// </summary>
internal sealed class Inbox
{
    private const int Smallest = 256;

    private readonly SessionIdentity _session;

    // Numbers of own echoes, oldest first; some were taken meanwhile.
    private readonly Queue<long> _ownEchoes = new();

    // The numbers ascend from the head on. The length is a power of two.
    private Slot[] _slots = new Slot[Smallest];
    private int _head;
    private int _used;

    // Dropped messages that no notice has told yet.
    private long _untold;
    private long _lastDropped;
    private DateTime _droppedAt;

    // Counts what was inserted before others, so that readers who have passed that place look again.
    private int _version;
    private long _insertedBefore = long.MaxValue;

    public Inbox(SessionIdentity session) => _session = session;

    public int Count { get; private set; }

    public bool IsFull => Count >= ClientLimits.InboxCapacity;

    /// <summary>Messages that were dropped since nobody took them; own echoes do not count.</summary>
    public long DroppedCount { get; private set; }

    /// <summary>Puts a message in its place, as a rule behind all others.</summary>
    public void Add(ChatMessage message)
    {
        if (IsFull)
            DropOldest();
        if (message.IsOwn)
            NoteEcho(message.Sequence);
        if (_used == _slots.Length)
            MakeRoom();
        if (_used == 0 || At(_used - 1).Number < message.Sequence)
            At(_used++) = new Slot { Number = message.Sequence, Message = message };
        else
            Insert(message);
        Count++;
    }

    /// <summary>Takes the first message that matches; the others stay where they are.</summary>
    /// <param name="filter">Null takes any.</param>
    /// <param name="place">What this caller has looked at and left, so that it is not looked at twice.</param>
    public ChatMessage? Take(IMessageFilter? filter, ref InboxPlace place)
    {
        if (_untold > 0 && TakeGapNotice(filter) is { } notice)
            return notice;
        if (place.Version != _version)
            place = new InboxPlace(Math.Min(place.Seen, _insertedBefore - 1), _version);
        for (int i = FirstAfter(place.Seen); i < _used; i++)
        {
            ref Slot slot = ref At(i);
            if (slot.Message is not { } message)
                continue;
            if (filter is null || filter.Matches(message))
            {
                Remove(ref slot);
                return message;
            }

            place = new InboxPlace(slot.Number, _version);
        }

        return null;
    }

    /// <summary>The last that are unread, oldest first: so many at most.</summary>
    public IEnumerable<ChatMessage> Last(int count)
    {
        for (int i = Math.Max(0, _used - count); i < _used; i++)
        {
            if (At(i).Message is { } message)
                yield return message;
        }
    }

    /// <summary>Whether a reader has looked at everything.</summary>
    public bool IsSeen(InboxPlace place) => place.Version == _version && _used > 0 && At(_used - 1).Number <= place.Seen;

    private ref Slot At(int index) => ref _slots[(_head + index) & (_slots.Length - 1)];

    private int FirstAfter(long number)
    {
        if (_used == 0 || At(0).Number > number)
            return 0; // as for whoever takes all in turn
        int low = 1;
        for (int high = _used; low < high;)
        {
            int middle = (low + high) / 2;
            if (At(middle).Number > number)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private void Insert(ChatMessage message)
    {
        int at = FirstAfter(message.Sequence);
        for (int i = _used++; i > at; i--)
            At(i) = At(i - 1);
        At(at) = new Slot { Number = message.Sequence, Message = message };
        _version++;
        _insertedBefore = Math.Min(_insertedBefore, message.Sequence);
    }

    private void Remove(ref Slot slot)
    {
        slot.Message = null;
        Count--;
        while (_used > 0 && At(0).Message is null)
        {
            _head = (_head + 1) & (_slots.Length - 1);
            _used--;
        }

        if (_used > 0)
            return;
        _ownEchoes.Clear();
        if (_slots.Length > ClientLimits.InboxCapacity / 8)
            _slots = new Slot[Smallest]; // a backlog's memory goes with the backlog
    }

    private void DropOldest()
    {
        while (_ownEchoes.Count > 0)
        {
            long number = _ownEchoes.Dequeue();
            int at = FirstAfter(number - 1);
            if (at == _used || At(at).Number != number || At(at).Message is null)
                continue;
            Remove(ref At(at));
            return;
        }

        ref Slot oldest = ref At(0);
        _untold++;
        DroppedCount++;
        _lastDropped = oldest.Number;
        _droppedAt = oldest.Message!.Time;
        Remove(ref oldest);
    }

    private ChatMessage? TakeGapNotice(IMessageFilter? filter)
    {
        var frame = new ServerMessage(ChatMessageKind.Notice, null, $"{_untold} messages were dropped here: nobody received them, and {ClientLimits.InboxCapacity} are kept.");
        var notice = new ChatMessage(frame, [], isOwn: false, _session, _lastDropped, _droppedAt);
        if (filter?.Matches(notice) == false)
            return null;
        _untold = 0;
        return notice;
    }

    // Those that were taken meanwhile are looked for only when there are many.
    private void NoteEcho(long number)
    {
        if (_ownEchoes.Count > ClientLimits.InboxCapacity)
        {
            _ownEchoes.Clear();
            for (int i = 0; i < _used; i++)
            {
                if (At(i).Message is { IsOwn: true })
                    _ownEchoes.Enqueue(At(i).Number);
            }
        }

        _ownEchoes.Enqueue(number);
    }

    private void MakeRoom()
    {
        var room = new Slot[Count > _slots.Length / 2 ? _slots.Length * 2 : _slots.Length];
        int count = 0;
        for (int i = 0; i < _used; i++)
        {
            if (At(i).Message is not null)
                room[count++] = At(i);
        }

        _slots = room;
        _head = 0;
        _used = count;
    }

    private struct Slot
    {
        public long Number;
        public ChatMessage? Message;
    }
}

/// <summary>How far a reader has looked through an inbox.</summary>
/// <param name="Seen">The number of the last message that was looked at and left.</param>
/// <param name="Version">What had been inserted until then.</param>
internal readonly record struct InboxPlace(long Seen, int Version);
