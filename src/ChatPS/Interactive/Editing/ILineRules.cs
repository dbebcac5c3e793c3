namespace ChatPS.Interactive;

/// <summary>What the editor must know of what its lines mean. It never waits.</summary>
internal interface ILineRules
{
    /// <summary>The line with what stands for a name replaced by the name, as <c>/w doc hi</c> for <c>/r hi</c>; else the line itself.</summary>
    public string Expand(string line);

    /// <summary>How many messages a pasted line becomes: long ones are sent in parts.</summary>
    public int CountMessages(string line);
}
