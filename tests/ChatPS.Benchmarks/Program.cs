using ChatPS.Benchmarks;

// Whole programs, measured from outside: dotnet run -c Release --project tests/ChatPS.Benchmarks -- session
Dictionary<string, Func<string[], int>> benchmarks = new()
{
    ["session"] = SessionBenchmark.Run,
};

if (args.Length > 0 && benchmarks.TryGetValue(args[0], out Func<string[], int>? run))
    return run(args[1..]);
Console.Error.WriteLine("Which? One of: " + string.Join(", ", benchmarks.Keys));
return 2;
