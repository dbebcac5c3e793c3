using System;
using System.Globalization;

namespace ChatPS.Server;

/// <summary>A name or address that may not come.</summary>
/// <param name="NameOrAddress">Which.</param>
/// <param name="Until">Until when, in local time; null is as long as the server runs.</param>
internal sealed record Ban(string NameOrAddress, DateTime? Until)
{
    public override string ToString() =>
        NameOrAddress + (Until is { } until ? " until " + until.ToString("d MMM HH:mm:ss", CultureInfo.InvariantCulture) : "");
}
