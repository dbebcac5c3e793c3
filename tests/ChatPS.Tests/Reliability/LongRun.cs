namespace ChatPS.Tests.Reliability;

/// <summary>How hard to try: short as a rule, long with <c>CHATPS_LONG=1</c>. What a run measures is appended to <c>out/reliability.txt</c>.</summary>
internal static class LongRun
{
    private static readonly Lock s_gate = new();

    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("CHATPS_LONG") == "1";

    /// <summary>Minutes of the soak in the long run: 10, or what <c>CHATPS_SOAK_MINUTES</c> says.</summary>
    public static double SoakMinutes { get; } = double.TryParse(Environment.GetEnvironmentVariable("CHATPS_SOAK_MINUTES"), out double minutes) ? minutes : 10;

    public static T Pick<T>(T inShort, T inLong) => IsOn ? inLong : inShort;

    public static void Report(string figure)
    {
        string line = $"{DateTime.Now:HH:mm:ss} {(IsOn ? "long" : "short")} {figure}";
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        string folder = Path.Combine(ModuleHost.Root, "out");
        lock (s_gate)
        {
            Directory.CreateDirectory(folder);
            File.AppendAllLines(Path.Combine(folder, "reliability.txt"), [line]);
        }
    }
}

/// <summary>Tests that look at what the whole process holds, or load it: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
