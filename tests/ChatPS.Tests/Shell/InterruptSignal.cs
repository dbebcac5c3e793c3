using System;
using System.Runtime.InteropServices;

namespace ChatPS.Tests.Shell;

/// <summary>
/// What a script starts in the background ignores Ctrl+C, and so does all that it starts itself: no shell of these tests could be
/// interrupted then.
/// </summary>
internal static class InterruptSignal
{
    private const int Interrupt = 2;
    private const nint Default = 0;
    private const nint Ignored = 1;

    /// <summary>Ends ignoring it, so that the processes started from now on do not. Not on Windows.</summary>
    public static void Heed()
    {
        // More than any system's structure takes; its first field is the handler on all of them.
        nint[] action = new nint[64];
        Assert.Equal(0, GetAction(Interrupt, 0, action));
        if (action[0] == Ignored)
            Assert.Equal(Ignored, SetHandler(Interrupt, Default));
    }

    [DllImport("libc", EntryPoint = "sigaction")]
    private static extern int GetAction(int signal, nint next, [Out] nint[] current);

    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint SetHandler(int signal, nint handler);
}
