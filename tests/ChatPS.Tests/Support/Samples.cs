using CsCheck;

namespace ChatPS.Tests;

/// <summary>Generators that several tests share.</summary>
internal static class Samples
{
    public static Gen<string> AnyOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
