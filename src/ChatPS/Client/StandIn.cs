using ChatPS.Protocol;

namespace ChatPS.Client;

/// <summary>An answer that was first taken for that to an older request.</summary>
internal sealed record StandIn(ChatFrame Frame, string Payload);
