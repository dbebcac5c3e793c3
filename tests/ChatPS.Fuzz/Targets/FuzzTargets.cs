namespace ChatPS.Fuzz.Targets;

/// <summary>What is fuzzed. A target takes any bytes and throws when a promise is broken. Also compiled into the tests.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<string> Names { get; } = ["decoder", "dialect", "text", "room"];

    public static Action<byte[]>? Find(string name) => name switch
    {
        "decoder" => DecoderTarget.Run,
        "dialect" => DialectTarget.Run,
        "text" => TextTarget.Run,
        "room" => RoomTarget.Run,
        _ => null,
    };

    /// <summary>Ends the run as a crash that says which promise was broken.</summary>
    public static void Promise(bool kept, string what)
    {
        if (!kept)
            throw new InvalidOperationException("Broken: " + what);
    }
}
