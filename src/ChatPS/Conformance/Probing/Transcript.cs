using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ChatPS.Text;

namespace ChatPS.Conformance;

/// <summary>What went over the wire in a rule, safe to print and without a password: the last lines of it.</summary>
internal sealed class Transcript(IEnumerable<string> passwords, ICollection<string>? trace)
{
    private const string Mask = "****$1"; // a wrong password is the right one with something behind it

    private readonly Queue<string> _lines = new();
    private readonly Regex _secret = new(@"(?<![A-Za-z0-9])(?:" + string.Join("|", passwords.Select(Regex.Escape)) + ")(" + TestLogin.WrongEnd + "?)(?![A-Za-z0-9])", RegexOptions.CultureInvariant);

    public void Clear() => _lines.Clear();

    public void Sent(string who, byte[] bytes, int offset, int count) => Add($"{who} -> {Quote(bytes, offset, count)}");

    public void Received(string who, byte[] payload) => Add($"{who} <- {payload.Length:00} {Quote(payload, 0, payload.Length)}");

    public void Note(string who, string what) => Add($"{who} {what}");

    /// <summary>Text of the network, as the details show it.</summary>
    public string Quote(byte[] bytes, int offset, int count) => _secret.Replace(TerminalText.Decode(bytes, offset, count), Mask);

    public override string ToString() => string.Join("; ", _lines);

    private void Add(string line)
    {
        trace?.Add(line);
        _lines.Enqueue(line);
        if (_lines.Count > ConformanceLimits.TranscriptLines)
            _lines.Dequeue();
    }
}
