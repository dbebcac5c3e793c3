using System;

namespace ChatPS.Protocol;

/// <summary>Saves a new string for a name that comes with every message. A slot holds one name at a time. For one thread.</summary>
internal sealed class NameCache
{
    private readonly string[] _names = new string[64];

    /// <summary>A part of a text as a string: the same instance as before, if it is still held.</summary>
    public string Get(string text, int at, int count)
    {
        ref string known = ref _names[((text[at] * 31) + text[at + count - 1] + (count * 7)) & (_names.Length - 1)];
        if (known is null || known.Length != count || string.CompareOrdinal(known, 0, text, at, count) != 0)
            known = text.Substring(at, count);
        return known;
    }
}
