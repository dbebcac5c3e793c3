using System;

namespace ChatPS.Client;

/// <summary>
/// What was received and not yet taken, in order: a ring, in which a message taken out of turn leaves a gap.
/// Not safe for more than one thread: the connection's lock guards it.
/// </summary>
internal sealed class Inbox
{
    private const int Smallest = 256;

    // The numbers ascend from the head on. The length is a power of two.
    private Slot[] _slots = new Slot[Smallest];
    private int _head;
    private int _used;
    private long _lastNumber;

    private readonly RecentMessages _recent = new();

    public int Count { get; private set; }

    public bool IsFull => Count >= ClientLimits.InboxCapacity;

    public void Add(ChatMessage message)
    {
        if (_used == _slots.Length)
            MakeRoom();
        At(_used++) = new Slot { Number = ++_lastNumber, Message = message };
        Count++;
    }

    /// <summary>Takes the first message that matches; the others stay where they are.</summary>
    /// <param name="filter">Null takes any.</param>
    /// <param name="seen">
    /// The number of the last message this caller has looked at and left, so that what did not match is not looked at twice; 0 at first.
    /// </param>
    public ChatMessage? Take(IMessageFilter? filter, ref long seen)
    {
        for (int i = FirstAfter(seen); i < _used; i++)
        {
            ref Slot slot = ref At(i);
            if (slot.Message is not { } message)
                continue;
            if (filter is null || filter.Matches(message))
            {
                slot.Message = null;
                Count--;
                CloseGapAtHead();
                _recent.Add(message);
                return message;
            }

            seen = slot.Number;
        }

        return null;
    }

    /// <summary>For a message that goes to its caller another way: it counts among the recent.</summary>
    public void AddTaken(ChatMessage message) => _recent.Add(message);

    /// <summary>The messages taken last, oldest first: at most so many.</summary>
    public ChatMessage[] Recent(int count) => _recent.Last(count);

    private ref Slot At(int index) => ref _slots[(_head + index) & (_slots.Length - 1)];

    private int FirstAfter(long number)
    {
        int low = 0;
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

    private void CloseGapAtHead()
    {
        while (_used > 0 && At(0).Message is null)
        {
            _head = (_head + 1) & (_slots.Length - 1);
            _used--;
        }

        if (_used == 0 && _slots.Length > ClientLimits.InboxCapacity / 8)
            _slots = new Slot[Smallest]; // a backlog's memory goes with the backlog
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
