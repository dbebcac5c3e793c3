using System.Runtime.CompilerServices;

namespace ChatPS.Tests.Support;

/// <summary>The variables of the caller that the module obeys are not those of the tests, which choose their own.</summary>
internal static class TestEnvironment
{
    [ModuleInitializer]
    internal static void Clear() => Environment.SetEnvironmentVariable("NO_COLOR", null);
}
