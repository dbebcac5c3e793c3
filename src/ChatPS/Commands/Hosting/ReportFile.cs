using System;
using System.Collections.Generic;
using System.IO;
using ChatPS.Conformance;

namespace ChatPS.Commands;

/// <summary>The file of a test's results.</summary>
internal static class ReportFile
{
    /// <summary>Writes the file anew.</summary>
    /// <exception cref="ChatException">It cannot be written.</exception>
    public static void Write(string path, IReadOnlyCollection<ChatRuleResult> results)
    {
        try
        {
            using FileStream file = File.Create(path);
            JUnitReport.Write(file, results);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new ChatException(ChatFailure.FileNotUsable, $"The report cannot be written: {e.Message}", e);
        }
    }
}
