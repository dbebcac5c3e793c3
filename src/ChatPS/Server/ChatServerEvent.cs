using System;
using ChatPS.Text;

namespace ChatPS;

/// <summary>One line of a server's log. All text in it is safe to print, and none is a password.</summary>
public sealed class ChatServerEvent
{
    internal ChatServerEvent(DateTime time, ChatServerEventKind kind, string? name, string? address, string? reason)
    {
        Time = time;
        Event = kind;
        Name = MakeSafe(name);
        Address = address;
        Reason = MakeSafe(reason);
    }

    /// <summary>When it happened, in local time.</summary>
    public DateTime Time { get; }

    /// <summary>What happened.</summary>
    public ChatServerEventKind Event { get; }

    /// <summary>The user, or the name that somebody asked for or that was banned; null where there is none.</summary>
    public string? Name { get; }

    /// <summary>The address of the client, without its port; null for what concerns none.</summary>
    public string? Address { get; }

    /// <summary>Why, or what was said; null where nothing is to be said about it.</summary>
    public string? Reason { get; }

    /// <summary>The time of day, and what happened.</summary>
    public override string ToString()
    {
        string who = Name ?? "";
        string where = Address is null ? "" : Name is null ? Address : $" ({Address})";
        string subject = who + where;
        return $"{Time:HH:mm:ss} {Event}{(subject.Length > 0 ? " " + subject : "")}{(Reason is null ? "" : ": " + Reason)}";
    }

    private static string? MakeSafe(string? text) => string.IsNullOrEmpty(text) ? null : TerminalText.MakeSafe(text!);
}
