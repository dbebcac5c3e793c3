using System;
using System.Collections.Generic;

namespace ChatPS.Interactive;

/// <summary>A command that can be typed.</summary>
/// <param name="Name">Its name, with the slash.</param>
/// <param name="Arguments">What it needs behind its name; in brackets what it may have; empty for nothing.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Run">Does it, with what was typed behind the name.</param>
/// <param name="Aliases">Its other names.</param>
internal sealed record SlashCommand(string Name, string Arguments, string Summary, Action<string> Run, params string[] Aliases)
{
    public IEnumerable<string> AllNames { get; } = [Name, .. Aliases];

    public string Usage => Arguments.Length > 0 ? Name + " " + Arguments : Name;

    public bool NeedsArgument => Arguments.Length > 0 && Arguments[0] != '[';
}
