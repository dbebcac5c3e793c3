using System;

namespace ChatPS;

/// <summary>What a server does on purpose that a client must bear. Several can be combined.</summary>
[Flags]
public enum ChatServerFault
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Every byte comes by itself.</summary>
    CutEveryByte = 1,

    /// <summary>Frames are gathered and come in one piece.</summary>
    JoinFrames = 2,

    /// <summary>Every frame comes late.</summary>
    Delay = 4,

    /// <summary>After a number of frames the connection is closed inside the next.</summary>
    DropAfter = 8,

    /// <summary>After a number of frames the connection is reset.</summary>
    ResetAfter = 16,

    /// <summary>After a number of frames comes a header that is not two digits.</summary>
    BadHeaderAfter = 32,

    /// <summary>Nobody gets back what they said.</summary>
    NoEcho = 64,

    /// <summary>Replies come late, and what others say does not.</summary>
    LateAnswers = 128,

    /// <summary>Somebody talks before each reply.</summary>
    ChatBetween = 256,
}
