using System.Text;

namespace ChatPS.Protocol;

/// <summary>What a client sends, as whole frames.</summary>
internal static class RequestWriter
{
    /// <summary>The text a server takes for the request, also behind <c>MSG </c>.</summary>
    public const string Who = "WHO";

    /// <summary>What LOGIN takes beside the two words.</summary>
    public const int LoginOverhead = 7;

    public static byte[] Login(string userName, string password) => Frame("LOGIN " + userName + " " + password);

    public static byte[] Message(string text) => Frame("MSG " + text);

    public static byte[] Whisper(string userName, string text) => Frame("W " + userName + " " + text);

    public static byte[] List() => Frame(Who);

    private static byte[] Frame(string payload)
    {
        var frame = new byte[FrameCodec.HeaderLength + Encoding.UTF8.GetByteCount(payload)];
        FrameCodec.WriteHeader(frame, 0, frame.Length - FrameCodec.HeaderLength);
        Encoding.UTF8.GetBytes(payload, 0, payload.Length, frame, FrameCodec.HeaderLength);
        return frame;
    }
}
