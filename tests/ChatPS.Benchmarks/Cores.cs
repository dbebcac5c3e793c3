using System.Diagnostics;

namespace ChatPS.Benchmarks;

/// <summary>
/// Where things run: a server on core 0, its load on core 1. Placement alone changes round trips fivefold, so it is fixed
/// wherever taskset is installed.
/// </summary>
internal static class Cores
{
    public const int Server = 0;
    public const int Load = 1;
    private const string Mark = "CHATPS_BENCHMARK_ON_CORE";

    /// <summary>Runs this program again, bound to the core of the load.</summary>
    /// <returns>Its exit code; null when this is that run, or cores cannot be chosen.</returns>
    public static int? RestartOnLoadCore(string[] arguments)
    {
        if (Environment.GetEnvironmentVariable(Mark) is not null || ChildProcess.Find("taskset") is null || Environment.ProcessorCount < 2)
            return null;
        ProcessStartInfo start = On(Load, [Environment.ProcessPath!, .. arguments]);
        start.Environment[Mark] = "1";
        start.RedirectStandardInput = start.RedirectStandardOutput = false;
        using Process again = Process.Start(start)!;
        again.WaitForExit();
        return again.ExitCode;
    }

    /// <summary>How to start a program on a core.</summary>
    public static ProcessStartInfo On(int core, params string[] command)
    {
        string[] words = ChildProcess.Find("taskset") is null ? command : ["taskset", "-c", core.ToString(), .. command];
        return new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true };
    }
}
