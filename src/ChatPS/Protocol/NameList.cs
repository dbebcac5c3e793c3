using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatPS.Protocol;

/// <summary>
/// An answer to <c>WHO</c>: names between spaces, commas, semicolons or line breaks, with or without a heading that ends
/// in a colon, brackets, quotes or a count. Pure.
/// </summary>
internal sealed class NameList
{
    private static readonly char[] s_separators = [' ', ',', ';', '\r', '\n', '\t'];
    private static readonly string[] s_aroundList = ["[]", "{}", "()"];
    private static readonly string[] s_aroundName = ["''", "\"\"", "<>", "[]", "()", "{}"];

    // Words in use above a list. While a list is owed, a frame that begins so is the list, although it looks like chat.
    private static readonly Regex s_heading = new(
        @"^(?:users?|userlist|names?|members|clients|people|online|connected|logged in|here|who|active|current)(?:\W[^:]*)?:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // Our own server's heading tells how many names there are in all, and may be repeated until all were given.
    // Not \d: that takes the digits of every script, and a number is not read from those.
    private static readonly Regex s_counted = new("^USERS ([0-9]{1,9}):", RegexOptions.CultureInvariant);

    private NameList(IReadOnlyList<string> names, int? total)
    {
        Names = names;
        Total = total;
    }

    /// <summary>The names as they came, not yet safe to print.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many names the whole list has, where the heading is one that further frames repeat; else null.</summary>
    public int? Total { get; }

    /// <summary>True for a payload under one of the headings in use.</summary>
    public static bool HasHeading(string payload) => s_heading.IsMatch(payload);

    /// <summary>Reads one payload as a list; every payload is one.</summary>
    public static NameList Read(string payload)
    {
        Match counted = s_counted.Match(payload);
        int? total = counted.Success ? int.Parse(counted.Groups[1].Value, CultureInfo.InvariantCulture) : null;
        string list = Unwrap(payload.Substring(payload.IndexOf(':') + 1).Trim(), s_aroundList);
        var names = new List<string>();
        foreach (string token in list.Split(s_separators, StringSplitOptions.RemoveEmptyEntries))
        {
            string name = Unwrap(token, s_aroundName);
            if (name.Length > 0 && !IsCount(token))
                names.Add(name);
        }

        return new NameList(names, total);
    }

    private static string Unwrap(string text, string[] pairs)
    {
        foreach (string pair in pairs)
        {
            if (text.Length >= 2 && text[0] == pair[0] && text[text.Length - 1] == pair[1])
                return text.Substring(1, text.Length - 2).Trim();
        }

        return text;
    }

    // A count stands in brackets: a bare number may be somebody's name.
    private static bool IsCount(string token) =>
        token.Length > 2 && token[0] == '(' && int.TryParse(Unwrap(token, s_aroundList), NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
