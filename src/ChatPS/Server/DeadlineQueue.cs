using System.Collections.Generic;

namespace ChatPS.Server;

/// <summary>Something that has to be looked at by some time. The properties are the queue's own.</summary>
internal interface IScheduled
{
    long DueAt { get; set; }

    /// <summary>-1 while it is not in the queue.</summary>
    int QueueIndex { get; set; }
}

/// <summary>Who is due first: a binary heap in which each item knows its place, so that a deadline can be moved. Nothing is stored for "never".</summary>
internal sealed class DeadlineQueue<T>
    where T : class, IScheduled
{
    public const long Never = long.MaxValue;

    private readonly List<T> _heap = [];

    /// <summary>The first deadline.</summary>
    public long Next => _heap.Count > 0 ? _heap[0].DueAt : Never;

    /// <summary>Moves the deadline of an item; <see cref="Never"/> removes it.</summary>
    public void Set(T item, long dueAt)
    {
        if (item.QueueIndex < 0)
        {
            if (dueAt == Never)
                return;
            item.QueueIndex = _heap.Count;
            _heap.Add(item);
        }
        else if (dueAt == Never)
        {
            Remove(item);
            return;
        }
        else if (item.DueAt == dueAt)
        {
            return;
        }

        item.DueAt = dueAt;
        SiftDown(SiftUp(item));
    }

    /// <summary>Takes an item that is due out of the queue.</summary>
    /// <returns>Null when none is.</returns>
    public T? TakeDue(long now)
    {
        if (Next > now)
            return null;
        T due = _heap[0];
        Remove(due);
        return due;
    }

    private void Remove(T item)
    {
        int hole = item.QueueIndex;
        T last = _heap[_heap.Count - 1];
        _heap.RemoveAt(_heap.Count - 1);
        item.QueueIndex = -1;
        if (ReferenceEquals(last, item))
            return;
        Place(last, hole);
        SiftDown(SiftUp(last));
    }

    private T SiftUp(T item)
    {
        while (item.QueueIndex > 0)
        {
            T parent = _heap[(item.QueueIndex - 1) / 2];
            if (parent.DueAt <= item.DueAt)
                break;
            Swap(item, parent);
        }

        return item;
    }

    private void SiftDown(T item)
    {
        while (true)
        {
            int left = (2 * item.QueueIndex) + 1;
            if (left >= _heap.Count)
                return;
            T child = left + 1 < _heap.Count && _heap[left + 1].DueAt < _heap[left].DueAt ? _heap[left + 1] : _heap[left];
            if (item.DueAt <= child.DueAt)
                return;
            Swap(item, child);
        }
    }

    private void Swap(T one, T other)
    {
        int index = one.QueueIndex;
        Place(one, other.QueueIndex);
        Place(other, index);
    }

    private void Place(T item, int index)
    {
        _heap[index] = item;
        item.QueueIndex = index;
    }
}
