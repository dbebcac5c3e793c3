using System;
using System.Threading;
using System.Threading.Tasks;

namespace ChatPS.Interactive;

/// <summary>
/// Lines from a reader that blocks. A thread reads one line, and the next only when that was taken: after a <c>/quit</c> no
/// line of what follows has been eaten. A read that is still waiting when the session ends is picked up by the next session.
/// </summary>
internal sealed class LineSource : ILineSource
{
    private readonly Func<string?> _readLine;
    private Task<string?>? _reading;

    /// <param name="readLine">Gives the next line, null at the end; called on a thread of its own.</param>
    public LineSource(Func<string?> readLine) => _readLine = readLine;

    /// <inheritdoc/>
    public bool IsTyped => false;

    /// <inheritdoc/>
    public bool HasBegun => false;

    /// <inheritdoc/>
    public TimeSpan Slice => _reading is { IsCompleted: true } ? TimeSpan.Zero : TimeSpan.FromMilliseconds(10);

    /// <inheritdoc/>
    /// <remarks>What the reader throws is thrown here.</remarks>
    public bool TryRead(out string? line)
    {
        _reading ??= Task.Factory.StartNew(_readLine, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        line = null;

        // Lines that are there already come one after the other, without a turn of the loop between them.
        if (!((IAsyncResult)_reading).AsyncWaitHandle.WaitOne(1))
            return false;
        line = _reading.GetAwaiter().GetResult();
        _reading = null;
        return true;
    }
}
