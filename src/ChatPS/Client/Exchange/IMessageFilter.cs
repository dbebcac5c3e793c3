namespace ChatPS.Client;

/// <summary>Which messages a receiver wants. Called under the connection's lock: it must be quick and call nobody.</summary>
internal interface IMessageFilter
{
    bool Matches(ChatMessage message);
}
