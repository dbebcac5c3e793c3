namespace ChatPS.Conformance;

/// <summary>A name and the password that belongs to it. Both are letters and digits.</summary>
internal sealed class TestLogin(string name, string password)
{
    /// <summary>Makes a wrong password of the right one.</summary>
    public const string WrongEnd = "x";

    public string Name => name;

    public string Password => password;

    public string Request => $"LOGIN {name} {password}";

    public string WrongRequest => Request + WrongEnd;
}
