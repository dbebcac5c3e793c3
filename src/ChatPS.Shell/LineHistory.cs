namespace ChatPS.Shell;

/// <summary>The lines typed before, walked with Up and Down; below the newest is the line that is being typed.</summary>
internal sealed class LineHistory
{
    private readonly List<string> _lines = [];
    private int _at;
    private string _unfinished = "";

    public void Add(string line)
    {
        if (line.Length > 0 && (_lines.Count == 0 || _lines[^1] != line))
            _lines.Add(line);
        _at = _lines.Count;
    }

    public string Step(int by, string current)
    {
        if (_at == _lines.Count)
            _unfinished = current;
        _at = Math.Clamp(_at + by, 0, _lines.Count);
        return _at == _lines.Count ? _unfinished : _lines[_at];
    }
}
