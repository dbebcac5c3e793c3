using System.Management.Automation;

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
        int cells = 0;
        return string.Concat(text.Where(c => !char.IsControl(c)).TakeWhile(c => (cells += CellWidth.Of(c)) < Console.BufferWidth));
    }
}
