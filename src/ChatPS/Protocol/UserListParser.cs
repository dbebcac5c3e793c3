using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace ChatPS.Protocol;

/// <summary>
/// The reply to <c>WHO</c>: names between spaces, commas, semicolons, bars or line breaks, with or without a heading, brackets,
/// quotes, numbers or a count; also a list as Python prints it, and one that was cut off. Pure.
/// </summary>
internal sealed class UserListParser
{
    /// <summary>What stands between the names of a list.</summary>
    public static readonly char[] Separators = [' ', ',', ';', '|', '\r', '\n', '\t'];

    private static readonly string[] s_pairs = ["[]", "{}", "()", "<>", "''", "\"\""];

    // Headings in use. While a list is awaited, a frame that begins so is the list, although it looks like chat.
    private static readonly Regex s_heading = new(
        @"^(?:users?|userlist|names?|members|clients|people|online|connected|logged in|here|who|active|current)(?:\W[^:]*)?:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // What stands before the names: words up to a colon or a dash, the request itself, or the name of a Python collection.
    private static readonly Regex s_beforeNames = new(
        @"^(?:[^:]*:|[\w ]+ - |WHO\s(?=\S))?\s*(?:(?:dict_keys|dict_values|frozenset|set|list)\()?",
        RegexOptions.CultureInvariant);

    // Our own server's heading says how many names there are in all; it is repeated until all were sent.
    // Not \d: it matches the digits of every script, which int.Parse does not read.
    private static readonly Regex s_counted = new("^USERS ([0-9]{1,9}):", RegexOptions.CultureInvariant);

    // Numbers of a numbered list, and counts in brackets: a bare number may be somebody's name.
    private static readonly Regex s_number = new(@"^(?:\d+[.)]|\(\d+\))$", RegexOptions.CultureInvariant);

    private UserListParser(IReadOnlyList<string> names, int? total)
    {
        Names = names;
        Total = total;
    }

    /// <summary>The names as they came, not yet safe to print.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many names the whole list has, if the heading says so and further frames may follow; else null.</summary>
    public int? Total { get; }

    /// <summary>Whether a payload begins with one of the headings in use.</summary>
    public static bool HasHeading(string payload) => s_heading.IsMatch(payload);

    /// <summary>True when a payload is names and what separates them, with no heading and no other word.</summary>
    public static bool IsOnlyNames(string payload) =>
        payload.Split(Separators, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } tokens
        && tokens.All(token => s_number.IsMatch(token) || UserNameRules.IsAlphanumeric(Unwrap(token)));

    /// <summary>Parses one payload; every payload is a list.</summary>
    public static UserListParser Read(string payload)
    {
        Match counted = s_counted.Match(payload);
        int? total = counted.Success ? int.Parse(counted.Groups[1].Value, CultureInfo.InvariantCulture) : null;
        var names = new List<string>();
        foreach (string token in payload.Substring(s_beforeNames.Match(payload).Length).Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            string name = Unwrap(token);
            if (name.Any(char.IsLetterOrDigit) && !s_number.IsMatch(token))
                names.Add(name);
        }

        return new UserListParser(names, total);
    }

    private static string Unwrap(string token)
    {
        for (string? inner = token; inner is not null; inner = UnwrapOnce(token))
            token = inner;
        return token;
    }

    // Removes an outermost pair of brackets or quotes, or one without a partner: a list may open in one name and close in another.
    private static string? UnwrapOnce(string token)
    {
        foreach (string pair in s_pairs)
        {
            bool opens = token.Length > 0 && token[0] == pair[0];
            bool closes = token.Length > 1 && token[token.Length - 1] == pair[1];
            if (opens && closes)
                return token.Substring(1, token.Length - 2);
            if (opens && token.IndexOf(pair[1], 1) < 0)
                return token.Substring(1);
            if (closes && token.IndexOf(pair[0]) is var first && (first < 0 || first == token.Length - 1))
                return token.Substring(0, token.Length - 1);
        }

        bool bytes = token.Length > 1 && token[0] == 'b' && token[1] is '\'' or '"';
        return bytes ? token.Substring(1) : null;
    }
}
