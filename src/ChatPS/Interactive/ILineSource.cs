using System;

namespace ChatPS.Interactive;

/// <summary>Lines as they become available. One thread.</summary>
internal interface ILineSource
{
    /// <summary>How long to wait for the socket before looking for the next line.</summary>
    TimeSpan Slice { get; }

    /// <summary>Takes a line if there is one; never waits long. A null line is the end.</summary>
    bool TryRead(out string? line);
}
