using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace ChatPS.Server;

/// <summary>One thing that the loop is to do, and its result, for the thread that waits for it.</summary>
internal sealed class LoopCommand<T>(Func<T> command)
{
    private const int SliceMs = 50;

    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>On the loop's thread.</summary>
    public void Run()
    {
        try
        {
            _result.SetResult(command());
        }
        catch (Exception e)
        {
            _result.SetException(e); // it is the waiter's
        }
    }

    /// <summary>Waits for the result.</summary>
    /// <param name="timeout">How long.</param>
    /// <param name="throwIfEnded">Throws when the loop has ended: then nothing will come.</param>
    /// <param name="token">Ends the wait.</param>
    /// <param name="result">What the command returned; its exception is thrown.</param>
    /// <returns>False when the time was up.</returns>
    public bool TryWait(TimeSpan timeout, Action throwIfEnded, CancellationToken token, out T result)
    {
        var waited = Stopwatch.StartNew();
        while (Task.WaitAny([_result.Task], SliceMs, token) < 0)
        {
            if (waited.Elapsed >= timeout)
            {
                result = default!;
                return false;
            }

            if (!_result.Task.IsCompleted)
                throwIfEnded();
        }

        result = _result.Task.GetAwaiter().GetResult();
        return true;
    }
}
