using System;
using System.Globalization;
using ChatPS.Text;

namespace ChatPS;

/// <summary>
/// A frame did not begin with two ASCII digits. Frames before it are valid and are delivered first; nothing after it can be trusted.
/// </summary>
public sealed class ChatProtocolException : ChatException
{
    private readonly byte[] _header;

    internal ChatProtocolException(byte[] header, long offset, long frameCount)
        : base(ChatFailure.ProtocolViolation, Describe(header, offset, frameCount))
    {
        _header = header;
        Offset = offset;
        FrameCount = frameCount;
    }

    /// <summary>The one or two bytes of the header, up to and with the first that is not a digit. A copy each time.</summary>
    public byte[] GetHeader() => (byte[])_header.Clone();

    /// <summary>Where the bad header begins, in bytes from the first byte of the connection.</summary>
    public long Offset { get; }

    /// <summary>How many whole frames came before it.</summary>
    public long FrameCount { get; }

    private static string Describe(byte[] header, long offset, long frameCount) => string.Format(
        CultureInfo.InvariantCulture,
        "A frame must begin with two digits, but at byte {0}, after {1} whole frames, came {2} ('{3}'). The connection was closed.",
        offset, frameCount, BitConverter.ToString(header), TerminalText.Decode(header, 0, header.Length));
}
