using System.Runtime.CompilerServices;

namespace ChatPS.Interactive;

/// <summary>What was typed in each session, for when it is left and entered again: it lives as long as the session does. Safe from any thread.</summary>
internal static class SessionMemory
{
    private static readonly ConditionalWeakTable<ChatSession, Slot> s_slots = new();

    public static EditorMemory Of(ChatSession session) => s_slots.GetOrCreateValue(session).Memory;

    public static void Keep(ChatSession session, EditorMemory memory) => s_slots.GetOrCreateValue(session).Memory = memory;

    /// <summary>Whose lines are not shown in a session; for the one loop that is in it.</summary>
    public static IgnoreList IgnoresOf(ChatSession session) => s_slots.GetOrCreateValue(session).Ignores;

    private sealed class Slot
    {
        public IgnoreList Ignores { get; } = new();

        public EditorMemory Memory { get; set; } = EditorMemory.None;
    }
}
