using System;

namespace ChatPS.Interactive;

/// <summary>How far one word is from another: the letters to insert, delete or change (Levenshtein). Pure.</summary>
internal static class EditDistance
{
    public static int Between(string one, string other)
    {
        int[] above = new int[other.Length + 1];
        for (int j = 0; j <= other.Length; j++)
            above[j] = j;
        for (int i = 1; i <= one.Length; i++)
        {
            int[] row = new int[other.Length + 1];
            row[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int change = above[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, 1 + Math.Min(above[j], row[j - 1]));
            }

            above = row;
        }

        return above[other.Length];
    }
}
