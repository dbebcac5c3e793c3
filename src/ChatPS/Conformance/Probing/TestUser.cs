namespace ChatPS.Conformance;

/// <summary>Somebody who may log in, and the connection on which that was done.</summary>
internal sealed class TestUser(TestLogin login)
{
    private const int Tries = 2;

    private int _refused;

    public TestLogin Login => login;

    /// <summary>Null while it is not logged in.</summary>
    public TestPeer? Peer { get; private set; }

    /// <summary>Its login was tried often enough.</summary>
    public bool IsGivenUp => _refused >= Tries;

    /// <param name="peer">Where it is logged in.</param>
    public void Enter(TestPeer peer)
    {
        Peer = peer;
        _refused = 0;
    }

    public void NoteRefusal()
    {
        Peer = null;
        _refused++;
    }

    public void Leave()
    {
        Peer?.Close();
        Peer = null;
    }
}
