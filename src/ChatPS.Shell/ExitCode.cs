namespace ChatPS.Shell;

/// <summary>What this process says to the one that started it; the numbers are pwsh's, and the shells' for Ctrl+C.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int Usage = 64;
    public const int Stopped = 130;
}
