using System;
using System.Collections.Generic;
using ChatPS.Protocol;

namespace ChatPS.Interactive;

/// <summary>
/// The names that were seen, who spoke last first; those that only a list of users named follow. The user's own is not kept.
/// Bounded: the one least lately heard of makes room. Pure, one thread.
/// </summary>
internal sealed class NameRoster
{
    public const int MaxNames = 1000;

    private readonly string _ownName;
    private readonly LinkedList<string> _names = new();
    private readonly Dictionary<string, LinkedListNode<string>> _nodes = new(UserNameRules.Comparer);

    public NameRoster(string ownName)
    {
        _ownName = ownName;
    }

    public int Count => _names.Count;

    /// <summary>Somebody spoke.</summary>
    public void Spoke(string? name)
    {
        if (!IsKept(name))
            return;
        Forget(name);
        _nodes[name!] = _names.AddFirst(name!);
        if (_names.Count > MaxNames)
            Forget(_names.Last!.Value);
    }

    /// <summary>Somebody is there, as a list of users or a notice of presence says.</summary>
    public void IsThere(string? name)
    {
        if (IsKept(name) && _names.Count < MaxNames && !_nodes.ContainsKey(name!))
            _nodes[name!] = _names.AddLast(name!);
    }

    /// <summary>Somebody left.</summary>
    public void Forget(string? name)
    {
        if (name is null || !_nodes.TryGetValue(name, out LinkedListNode<string>? node))
            return;
        _names.Remove(node);
        _nodes.Remove(name);
    }

    /// <summary>Takes a notice of presence, in the words of our own server; another server's are not known.</summary>
    public void Follow(string presence)
    {
        string[] words = presence.Split(' ');
        if (words.Length != 3)
            return;
        if (words[2] == "joined")
            IsThere(words[1]);
        else if (words[2] == "left")
            Forget(words[1]);
    }

    /// <summary>The names that begin with a text, ignoring case.</summary>
    public List<string> BeginningWith(string start)
    {
        var found = new List<string>();
        foreach (string name in _names)
        {
            if (name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                found.Add(name);
        }

        return found;
    }

    // A name with a space in it could not be completed as one word.
    private bool IsKept(string? name) =>
        !string.IsNullOrEmpty(name) && name!.IndexOf(' ') < 0 && !UserNameRules.Same(name, _ownName);
}
