using System;
using System.Threading;
using System.Threading.Tasks;

namespace ChatPS.Interactive;

/// <summary>
/// Lines from a reader that blocks. A thread reads one line, and the next only when that was taken, so that a <c>/quit</c> leaves the
/// lines after it unread. A read that still waits when the session ends serves the next session.
/// </summary>
internal sealed class LineSource : ILineSource
{
    private readonly Func<string?> _readLine;
    private Task<string?>? _reading;

    /// <param name="readLine">Returns the next line, null at the end; called on a thread of its own.</param>
    public LineSource(Func<string?> readLine) => _readLine = readLine;

    /// <inheritdoc/>
    public TimeSpan Slice => _reading is { IsCompleted: true } ? TimeSpan.Zero : TimeSpan.FromMilliseconds(10);

    /// <inheritdoc/>
    /// <remarks>Throws what the reader throws.</remarks>
    public bool TryRead(out string? line)
    {
        _reading ??= Task.Factory.StartNew(_readLine, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        line = null;

        // A millisecond, so that available lines are taken one after another without a turn of the loop between them.
        if (!((IAsyncResult)_reading).AsyncWaitHandle.WaitOne(1))
            return false;
        line = _reading.GetAwaiter().GetResult();
        _reading = null;
        return true;
    }
}
