using System.Management.Automation;
using System.Management.Automation.Host;

namespace ChatPS.Shell;

/// <summary>Reads single keys in such a way that Ctrl+C ends the wait.</summary>
internal sealed class Keyboard(RunningCommand running)
{
    private static readonly TimeSpan s_slice = TimeSpan.FromMilliseconds(15);

    /// <summary>Waits for a key. A read that has begun cannot be cancelled, so it only begins when there is a key.</summary>
    /// <exception cref="PipelineStoppedException">The command that waits is being stopped.</exception>
    public ConsoleKeyInfo ReadKey()
    {
        CancellationToken stop = running.Stopping;
        while (stop.CanBeCanceled && !Console.KeyAvailable)
        {
            if (stop.WaitHandle.WaitOne(s_slice))
                throw new PipelineStoppedException();
        }

        return Console.ReadKey(intercept: true);
    }

    /// <summary>Keys until the caller has enough. Meanwhile Ctrl+C is a key: it drops what was typed.</summary>
    /// <exception cref="PipelineStoppedException">Ctrl+C was typed.</exception>
    public IEnumerable<ConsoleKeyInfo> ReadKeys()
    {
        bool before = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                ConsoleKeyInfo key = ReadKey();
                if (key.Key == ConsoleKey.C && key.Modifiers == ConsoleModifiers.Control)
                    throw new PipelineStoppedException();
                yield return key;
            }
        }
        finally
        {
            Console.TreatControlCAsInput = before;
        }
    }

    public static ControlKeyStates StateOf(ConsoleKeyInfo key)
    {
        ControlKeyStates state = 0;
        if (key.Modifiers.HasFlag(ConsoleModifiers.Control))
            state |= ControlKeyStates.LeftCtrlPressed;
        if (key.Modifiers.HasFlag(ConsoleModifiers.Alt))
            state |= ControlKeyStates.LeftAltPressed;
        if (key.Modifiers.HasFlag(ConsoleModifiers.Shift))
            state |= ControlKeyStates.ShiftPressed;
        return state;
    }
}
