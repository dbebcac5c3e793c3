using System.Management.Automation;
using ChatPS.Text;

namespace ChatPS.Shell;

/// <summary>One row that says what is going on, and is gone before anything else is written. Nothing where nobody watches.</summary>
internal sealed class ProgressLine
{
    private bool _shown;

    public void Show(ProgressRecord record)
    {
        Clear();
        if (record.RecordType == ProgressRecordType.Completed || Console.IsOutputRedirected || !Terminal.ObeysEscapes)
            return;
        string percent = record.PercentComplete >= 0 ? $" {record.PercentComplete}%" : "";
        Console.Out.Write(Fit($"{record.Activity}: {record.StatusDescription}{percent}"));
        _shown = true;
    }

    public void Clear()
    {
        if (_shown)
            Console.Out.Write("\r\e[K");
        _shown = false;
    }

    /// <summary>A row that wraps could not be taken back with one return.</summary>
    private static string Fit(string text)
    {
        string printable = string.Concat(text.Where(c => !char.IsControl(c)));
        int cells = 0;
        return string.Concat(Graphemes.Of(printable).TakeWhile(one => (cells += CellWidth.AtMost(one, 0, one.Length)) < Console.BufferWidth));
    }
}
