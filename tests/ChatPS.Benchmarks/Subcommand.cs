namespace ChatPS.Benchmarks;

/// <summary>One word of the command line.</summary>
internal sealed record Subcommand(string Name, string Shows, Action<string[]> Run, bool IsHidden = false, bool OnAllCores = false);
