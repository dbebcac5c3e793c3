namespace ChatPS.Conformance;

/// <summary>Somebody who may log in, and the connection on which that was done.</summary>
internal sealed class TestUser(TestLogin login)
{
    private const int Tries = 2;

    private int _failures;

    public TestLogin Login => login;

    /// <summary>Null while it is not logged in.</summary>
    public TestPeer? Peer { get; private set; }

    /// <summary>Its login was tried often enough.</summary>
    public bool IsGivenUp => _failures >= Tries;

    /// <param name="peer">Where it is logged in.</param>
    public void Enter(TestPeer peer)
    {
        Peer = peer;
        _failures = 0;
    }

    public void NoteFailure()
    {
        Peer = null;
        _failures++;
    }

    /// <summary>Its login is refused for good.</summary>
    public void GiveUp() => _failures = Tries;

    public void Leave()
    {
        Peer?.Close();
        Peer = null;
    }
}
