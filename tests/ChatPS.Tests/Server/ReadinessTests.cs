using ChatPS.Server;

namespace ChatPS.Tests.Server;

/// <summary>What a server under test waits with.</summary>
public enum Readiness
{
    /// <summary>What the server chooses, or <c>select</c> where the variable <c>CHATPS_READINESS</c> says so: the whole suite with it.</summary>
    Default,

    Select,

    /// <summary>On Linux; where there is no epoll, the same as <see cref="Default"/>.</summary>
    Epoll,
}

/// <summary>Tests of a server that run once with each way to wait.</summary>
public abstract class ReadinessTests(Readiness readiness)
{
    /// <summary>What each server of the test has to be given.</summary>
    protected Readiness Readiness { get; } = readiness;

    internal static Func<IReadinessSet> Factory(Readiness readiness)
    {
        bool isSelect = readiness == Readiness.Select
            || (readiness == Readiness.Default && Environment.GetEnvironmentVariable("CHATPS_READINESS") == "select");
        return isSelect ? static () => new SelectSet() : new ServerOptions().CreateReadinessSet;
    }
}
