using System;

namespace ChatPS.Client;

/// <summary>Opens a socket in place of one that has broken. A connection calls it under its lock, and disposes it when it has ended for good: it must not wait, nor call back.</summary>
internal interface IReconnector : IDisposable
{
    /// <summary>The connection has broken.</summary>
    public void Begin();
}
