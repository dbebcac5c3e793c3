using System.Globalization;

namespace ChatPS.Benchmarks;

/// <summary>What is done with numbers: the median of a few runs, and tables.</summary>
internal static class Figures
{
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    public static double Median(int runs, Func<double> measure) => Median(Enumerable.Range(0, runs).Select(_ => measure()).ToArray());

    /// <summary>Things to compare take turns, so that what else the machine does meets all of them.</summary>
    public static double[] Medians(int runs, params Func<double>[] measures)
    {
        var results = new double[measures.Length, runs];
        for (int run = 0; run < runs; run++)
        {
            for (int i = 0; i < measures.Length; i++)
                results[i, run] = measures[i]();
        }

        return [.. Enumerable.Range(0, measures.Length).Select(i => Median(Enumerable.Range(0, runs).Select(run => results[i, run])))];
    }

    public static string Format(double value) => value switch
    {
        >= 1e6 => (value / 1e6).ToString("0.00", CultureInfo.InvariantCulture) + " M",
        >= 1e4 => (value / 1e3).ToString("0", CultureInfo.InvariantCulture) + " k",
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00#", CultureInfo.InvariantCulture),
    };

    public static void Heading(string title) => Console.WriteLine($"\n### {title}\n");

    public static void Header(params string[] names)
    {
        Row(names);
        Row([.. names.Select((_, i) => i == 0 ? "---" : "---:")]);
    }

    public static void Row(params object[] cells)
    {
        Console.WriteLine("| " + string.Join(" | ", cells.Select(cell => cell is double number ? Format(number) : cell.ToString())) + " |");
        Console.Out.Flush();
    }
}
