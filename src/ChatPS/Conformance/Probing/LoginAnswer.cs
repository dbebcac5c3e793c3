namespace ChatPS.Conformance;

/// <summary>What came of a login.</summary>
internal enum LoginAnswer
{
    /// <summary>Nothing was said in time.</summary>
    None,

    /// <summary>Something was said that does not begin with NO.</summary>
    Accepted,

    /// <summary>Something was said that begins with NO.</summary>
    Refused,

    /// <summary>The server closed the connection and said nothing.</summary>
    Closed,
}
