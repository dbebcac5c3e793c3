using System.Text;

namespace ChatPS.Protocol;

/// <summary>What a client sends, as whole frames.</summary>
internal static class RequestWriter
{
    /// <summary>The bytes of a login besides user name and password.</summary>
    public static int LoginOverhead => ProtocolConstants.LoginVerb.Length + " ".Length;

    /// <summary>The bytes of a whisper besides user name and text.</summary>
    public static int WhisperOverhead => ProtocolConstants.WhisperVerb.Length + " ".Length;

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
