using System;

namespace ChatPS.Protocol;

/// <summary>
/// Bytes to frames and frames to bytes; knows no socket and no text.
/// A frame is two ASCII digits, the number of payload bytes from 0 to 99, and the payload.
/// <para>
/// An instance decodes one stream: hand it what arrived with <see cref="Feed"/>, then call <see cref="TryRead"/> until it returns
/// false. However the stream is cut, the frames are the same, and each is returned once its last byte was fed.
/// Not safe for more than one thread.
/// </para>
/// </summary>
internal sealed class FrameCodec
{
    private const int HeaderLength = ProtocolConstants.HeaderLength;

    // What is left of the last buffer: always less than one frame.
    private readonly byte[] _rest = new byte[ProtocolConstants.MaxFrame];
    private int _restLength;

    // The buffer is the decoder's own copy.
    private bool _isKept;

    private byte[] _buffer = Array.Empty<byte>();
    private int _at;
    private int _end;
    private long _streamEnd;
    private ChatProtocolException? _broken;

    /// <summary>Whole frames returned so far.</summary>
    public long FrameCount { get; private set; }

    /// <summary>True when the stream stands inside a frame, so that its end now would cut one.</summary>
    public bool InsideFrame => _restLength > 0 || _at < _end;

    /// <summary>
    /// Feeds the next bytes of the stream. They are read in place: the buffer must stay as it is
    /// until <see cref="TryRead"/> has returned false, or <see cref="Keep"/> was called.
    /// </summary>
    /// <exception cref="InvalidOperationException">The bytes fed before have not all been read.</exception>
    public void Feed(byte[] buffer, int offset, int count)
    {
        if (_at < _end)
            throw new InvalidOperationException("Read every frame of the last buffer before feeding the next.");
        _buffer = buffer;
        _isKept = false;
        _at = offset;
        _end = offset + count;
        _streamEnd += count;
    }

    /// <summary>Reads the next whole frame of what was fed.</summary>
    /// <param name="payload">The payload in place, good until the next call; copy what must live longer.</param>
    /// <returns>False when more bytes are needed.</returns>
    /// <exception cref="ChatProtocolException">
    /// A header is not two digits. Thrown after every frame before it was returned, and again by every later call.
    /// </exception>
    public bool TryRead(out ArraySegment<byte> payload)
    {
        byte[] buffer = _buffer;
        int at = _at;
        int left = _end - at;
        if (_restLength == 0 && left >= HeaderLength)
        {
            int tens = buffer[at] - '0';
            int ones = buffer[at + 1] - '0';
            if ((uint)tens <= 9 && (uint)ones <= 9)
            {
                int length = (tens * 10) + ones;
                if (length <= left - HeaderLength)
                {
                    payload = new ArraySegment<byte>(buffer, at + HeaderLength, length);
                    _at = at + HeaderLength + length;
                    FrameCount++;
                    return true;
                }
            }
        }

        return TryReadAcrossBuffers(out payload);
    }

    /// <summary>
    /// Copies what was fed and not yet read, so that the caller may use the buffer again although frames are left in it.
    /// </summary>
    /// <returns>True when something was left: <see cref="TryRead"/> goes on with it.</returns>
    public bool Keep()
    {
        int left = _end - _at;
        if (left == 0)
            return false;
        if (_isKept)
            return true;
        var kept = new byte[left];
        Buffer.BlockCopy(_buffer, _at, kept, 0, left);
        _buffer = kept;
        _isKept = true;
        _at = 0;
        _end = left;
        return true;
    }

    /// <summary>Writes one frame to <paramref name="destination"/> at <paramref name="at"/>.</summary>
    /// <returns>The index after the frame.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The payload is longer than 99 bytes.</exception>
    public static int Write(byte[] destination, int at, byte[] payload, int offset, int count)
    {
        at = WriteHeader(destination, at, count);
        Buffer.BlockCopy(payload, offset, destination, at, count);
        return at + count;
    }

    /// <summary>Writes the two digits for a payload of <paramref name="count"/> bytes.</summary>
    /// <returns>The index after them, where the payload goes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The payload is longer than 99 bytes.</exception>
    public static int WriteHeader(byte[] destination, int at, int count)
    {
        if ((uint)count > ProtocolConstants.MaxPayload)
            throw new ArgumentOutOfRangeException(nameof(count), count, "A payload has at most 99 bytes.");
        destination[at] = (byte)('0' + (count / 10));
        destination[at + 1] = (byte)('0' + (count % 10));
        return at + HeaderLength;
    }

    /// <summary>One frame as an array of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The payload is longer than 99 bytes.</exception>
    public static byte[] Encode(byte[] payload)
    {
        var frame = new byte[HeaderLength + payload.Length];
        Write(frame, 0, payload, 0, payload.Length);
        return frame;
    }

    // The slow way, for what lies across two buffers: gather the frame in _rest, only as many bytes as it needs.
    private bool TryReadAcrossBuffers(out ArraySegment<byte> payload)
    {
        if (_broken is not null)
            throw _broken;
        payload = default;
        while (true)
        {
            int need = _restLength < HeaderLength ? HeaderLength : HeaderLength + LengthInRest();
            int take = Math.Min(need - _restLength, _end - _at);
            for (int i = 0; i < take; i++)
            {
                byte next = _buffer[_at++];
                bool inHeader = _restLength < HeaderLength;
                _rest[_restLength++] = next;
                if (inHeader && (uint)(next - '0') > 9)
                    throw Break();
            }

            if (_restLength < need)
            {
                _buffer = Array.Empty<byte>();
                _at = _end = 0;
                return false;
            }

            if (need != HeaderLength || LengthInRest() == 0)
                break;
        }

        payload = new ArraySegment<byte>(_rest, HeaderLength, _restLength - HeaderLength);
        _restLength = 0;
        FrameCount++;
        return true;
    }

    private int LengthInRest() => ((_rest[0] - '0') * 10) + (_rest[1] - '0');

    private ChatProtocolException Break()
    {
        var header = new byte[_restLength];
        Buffer.BlockCopy(_rest, 0, header, 0, header.Length);
        long offset = _streamEnd - (_end - _at) - header.Length;
        _at = _end;
        return _broken = new ChatProtocolException(header, offset, FrameCount);
    }
}
