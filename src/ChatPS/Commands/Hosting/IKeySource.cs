using ChatPS.Interactive;

namespace ChatPS.Commands;

/// <summary>Where keys come from. One thread.</summary>
internal interface IKeySource
{
    /// <summary>Whether there is something to read, which need not be a key that means anything.</summary>
    public bool AreAvailable { get; }

    /// <summary>Whether a key that means something is there. To know that, it may be read ahead.</summary>
    public bool HasKey { get; }

    /// <summary>Takes the next key that is there; never waits.</summary>
    public bool TryRead(out KeyPress key);
}
