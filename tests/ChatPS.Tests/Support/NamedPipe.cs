using System.Runtime.InteropServices;

namespace ChatPS.Tests;

/// <summary>A pipe that has a name among the files. Linux and macOS.</summary>
internal static class NamedPipe
{
    private const uint OwnerReadsAndWrites = 0x180;

    /// <returns>Its path.</returns>
    public static string Create()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("n"));
        if (Make(path, OwnerReadsAndWrites) != 0)
            throw new InvalidOperationException(Marshal.GetLastPInvokeErrorMessage());
        return path;
    }

    [DllImport("libc", EntryPoint = "mkfifo", SetLastError = true)]
    private static extern int Make([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);
}
