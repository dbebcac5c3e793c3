using System.Globalization;

namespace ChatPS.Benchmarks;

/// <summary>The load programs in C, compiled when they are first needed: a load in C# would measure itself.</summary>
internal static class LoadProgram
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Peers");

    public static bool CanCompile => ChildProcess.Find("cc") is not null;

    /// <summary>The path of one, compiled.</summary>
    public static string Compiled(string name)
    {
        string source = Path.Combine(s_folder, name + ".c");
        string program = Path.Combine(s_folder, name);
        if (!File.Exists(program) || File.GetLastWriteTimeUtc(program) < File.GetLastWriteTimeUtc(source))
            ChildProcess.Read(Cores.Load, "cc", "-O2", "-pthread", "-o", program, source);
        return program;
    }

    /// <summary>One in Python, which needs no compiling.</summary>
    public static string Script(string name) => Path.Combine(s_folder, name + ".py");

    /// <summary>Runs one and reads the key=value pairs it prints.</summary>
    public static Dictionary<string, double> Run(string name, params object[] arguments) =>
        ChildProcess.Read(Cores.Load, [Compiled(name), .. arguments.Select(argument => argument.ToString()!)])
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => double.Parse(pair[1], CultureInfo.InvariantCulture));
}
