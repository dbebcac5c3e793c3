using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;

namespace NewerPlatform;

/// <summary>Needs what .NET Framework 4.7.2 has in part, or not at all, and one class that PowerShell had once.</summary>
public static class Newer
{
    /// <summary>A class and its method.</summary>
    public static int Type() => HashCode.Combine(1);

    /// <summary>A method that it has with other parameters only.</summary>
    public static bool Overload(string text) => text.Contains('a');

    /// <summary>A method of a generic class that it has.</summary>
    public static bool OfGenericType(Dictionary<string, int> counts) => counts.TryAdd("a", 1);

    /// <summary>A method with a type parameter.</summary>
    public static Span<int> Generic(int[] numbers) => numbers.AsSpan();

    /// <summary>A method that a class has from another.</summary>
    public static ValueTask Inherited(Stream stream) => stream.DisposeAsync();

    /// <summary>A class of Windows PowerShell.</summary>
    public static Type Gone() => typeof(PSJobProxy);

    /// <summary>Nothing of this is missing anywhere.</summary>
    public static string Old(IEnumerable<int> numbers) => string.Join(",", new List<int>(numbers).ConvertAll(n => n.ToString()).ToArray());
}
