using ChatPS.Fuzz.Targets;
using SharpFuzz;

namespace ChatPS.Fuzz;

/// <summary>
/// <c>instrument file</c> makes an assembly report its branches; <c>target</c> runs one target under afl-fuzz;
/// <c>target file...</c> runs it on files, to look at what afl-fuzz found.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is ["instrument", var assembly])
            return Instrument(assembly);
        if (arguments.Length == 0)
            return Usage();
        Action<byte[]>? target = FuzzTargets.Find(arguments[0]);
        if (target is null)
            return Usage();
        if (arguments.Length == 1)
            Fuzzer.Run(stream => target(ReadAll(stream)));
        foreach (string file in arguments.Skip(1))
            target(File.ReadAllBytes(file));
        return 0;
    }

    // Nothing of the module has been loaded yet, so its file may be replaced. The options cannot be made from outside;
    // this is what SharpFuzz's own tool does, which would be one thing more to install.
    private static int Instrument(string assembly)
    {
        var options = (Options)Activator.CreateInstance(typeof(Options), nonPublic: true)!;
        Fuzzer.Instrument(assembly, name => name.StartsWith("ChatPS", StringComparison.Ordinal), options);
        return 0;
    }

    private static int Usage()
    {
        Console.Error.WriteLine("instrument <assembly> | <" + string.Join("|", FuzzTargets.Names) + "> [file...]");
        return 2;
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
