namespace ChatPS.Server;

/// <summary>A login whose password is not known to be right or wrong yet.</summary>
/// <param name="Name">The name, which may log in.</param>
/// <param name="Password">A copy, to be overwritten by whoever checks it.</param>
internal sealed record UncheckedLogin(string Name, byte[] Password)
{
    /// <summary>The name: a record would show the rest as well.</summary>
    public override string ToString() => Name;
}
