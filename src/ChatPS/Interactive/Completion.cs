namespace ChatPS.Interactive;

/// <summary>A word to complete to, and what follows it: <c>": "</c> behind a name that begins the line, else a space.</summary>
internal readonly record struct Completion(string Word, string Suffix);
