using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;

namespace ChatPS.Benchmarks;

/// <summary>Import-Module in a fresh pwsh each time, against a binary module with nothing in it.</summary>
internal static class ImportBenchmark
{
    private const int Runs = 9;

    public static void Run(string[] arguments)
    {
        Figures.Heading("Import-Module, cold, a process each (import)");
        if (ChildProcess.Find("pwsh") is null)
        {
            Console.WriteLine("Not run: there is no pwsh.");
            return;
        }

        string empty = MakeEmptyModule();
        string full = Path.Combine(Engine.Root, "ChatPS.psd1");
        Import(full);
        var wholes = new List<double>();
        double Whole(string manifest)
        {
            long begin = Stopwatch.GetTimestamp();
            wholes.Add(Import(manifest));
            return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        }

        double[] times = Figures.Medians(Runs, () => Whole(full), () => wholes[^1], () => Whole(empty), () => wholes[^1]);
        Figures.Header("module", "Import-Module, ms", "the process that imports it, ms");
        Figures.Row("ChatPS", times[1], times[0]);
        Figures.Row("empty", times[3], times[2]);
        Figures.Row("ratio (at most: 1.2)", times[1] / times[3], times[0] / times[2]);
    }

    private static double Import(string manifest) => double.Parse(
        ChildProcess.Read(
            Cores.Load, "pwsh", "-NoProfile", "-NonInteractive", "-Command",
            $"$watch = [Diagnostics.Stopwatch]::StartNew(); Import-Module '{manifest}'; $watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)"),
        CultureInfo.InvariantCulture);

    private static string MakeEmptyModule()
    {
        string folder = Path.Combine(Path.GetTempPath(), "chatps-benchmarks", "Empty");
        Directory.CreateDirectory(folder);
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Empty"), typeof(object).Assembly);
        assembly.DefineDynamicModule("Empty").DefineType("Empty.Nothing", TypeAttributes.Public).CreateType();
        assembly.Save(Path.Combine(folder, "Empty.dll"));
        string manifest = Path.Combine(folder, "Empty.psd1");
        File.WriteAllText(manifest, "@{ RootModule = 'Empty.dll'; ModuleVersion = '1.0'; FunctionsToExport = @(); CmdletsToExport = @(); AliasesToExport = @() }");
        return manifest;
    }
}
