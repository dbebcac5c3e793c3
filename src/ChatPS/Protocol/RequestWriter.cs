using System.Text;

namespace ChatPS.Protocol;

/// <summary>What a client sends, as whole frames.</summary>
internal static class RequestWriter
{
    /// <summary>The text a server takes for the request, also behind <c>MSG </c>.</summary>
    public const string Who = ProtocolConstants.Who;

    /// <summary>What LOGIN takes beside the two words.</summary>
    public const int LoginOverhead = 7;

    public static byte[] Login(string userName, string password) => Frame(ProtocolConstants.LoginVerb + userName + " " + password);

    public static byte[] Message(string text) => Frame(ProtocolConstants.MessageVerb + text);

    public static byte[] Whisper(string userName, string text) => Frame(ProtocolConstants.WhisperVerb + userName + " " + text);

    public static byte[] List() => Frame(ProtocolConstants.Who);

    private static byte[] Frame(string payload)
    {
        var frame = new byte[ProtocolConstants.HeaderLength + Encoding.UTF8.GetByteCount(payload)];
        FrameCodec.WriteHeader(frame, 0, frame.Length - ProtocolConstants.HeaderLength);
        Encoding.UTF8.GetBytes(payload, 0, payload.Length, frame, ProtocolConstants.HeaderLength);
        return frame;
    }
}
