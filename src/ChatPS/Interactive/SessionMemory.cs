using System.Runtime.CompilerServices;

namespace ChatPS.Interactive;

/// <summary>What was typed in each session, for when it is left and entered again: it lives as long as the session does. Safe from any thread.</summary>
internal static class SessionMemory
{
    private static readonly ConditionalWeakTable<ChatSession, Slot> s_slots = new();

    public static EditorMemory Of(ChatSession session) => s_slots.GetOrCreateValue(session).Memory;

    public static void Keep(ChatSession session, EditorMemory memory) => s_slots.GetOrCreateValue(session).Memory = memory;

    private sealed class Slot
    {
        public EditorMemory Memory { get; set; } = EditorMemory.None;
    }
}
