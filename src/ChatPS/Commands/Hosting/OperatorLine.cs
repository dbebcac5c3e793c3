using ChatPS.Interactive;

namespace ChatPS.Commands;

/// <summary>How an event of a server reads in its console. Pure.</summary>
internal static class OperatorLine
{
    public static MessageLine Of(ChatServerEvent happened) => new(happened.Time, KindOf(happened.Event), happened.Name, TextOf(happened));

    private static ChatMessageKind KindOf(ChatServerEventKind kind) => kind switch
    {
        ChatServerEventKind.Said => ChatMessageKind.Message,
        ChatServerEventKind.Came or ChatServerEventKind.LoggedIn or ChatServerEventKind.Left => ChatMessageKind.Presence,
        ChatServerEventKind.Refused or ChatServerEventKind.Dropped or ChatServerEventKind.Kicked
            or ChatServerEventKind.Missing or ChatServerEventKind.Failed => ChatMessageKind.Refusal,
        _ => ChatMessageKind.Notice,
    };

    private static string TextOf(ChatServerEvent happened)
    {
        string why = happened.Reason is null ? "" : $": {happened.Reason}";
        return happened.Event switch
        {
            ChatServerEventKind.Said => happened.Reason ?? "",
            ChatServerEventKind.Came => Who(happened) + " connected",
            ChatServerEventKind.LoggedIn => Who(happened) + " logged in",
            ChatServerEventKind.Refused => Who(happened) + " was refused" + why,
            ChatServerEventKind.Left => Who(happened) + " left" + why,
            ChatServerEventKind.Dropped => Who(happened) + " was dropped" + why,
            ChatServerEventKind.Kicked => Who(happened) + " was disconnected" + why,
            ChatServerEventKind.Banned => Who(happened) + " is banned" + (happened.Reason is null ? "" : $" {happened.Reason}"),
            ChatServerEventKind.Unbanned => Who(happened) + " is no longer banned" + why,
            ChatServerEventKind.Notice => "said to all" + why,
            ChatServerEventKind.Changed => "changed" + why,
            ChatServerEventKind.Started => "the server started" + why,
            ChatServerEventKind.Stopped => "the server has stopped",
            ChatServerEventKind.Failed => "the server has failed" + why,
            _ => happened.Reason ?? "",
        };
    }

    private static string Who(ChatServerEvent happened) => (happened.Name, happened.Address) switch
    {
        (null, var address) => address ?? "somebody",
        (var name, null) => name,
        var (name, address) => $"{name} ({address})",
    };
}
