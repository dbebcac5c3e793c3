using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ChatPS.Protocol;

namespace ChatPS.Conformance;

/// <summary>One client of the server under test, in the words of the rules: what it sends, and what it must be sent.</summary>
/// <param name="label">Whose lines they are in the transcript.</param>
/// <param name="socket">Its connection.</param>
/// <param name="timer">The limits of all waits.</param>
/// <param name="transcript">Takes each frame.</param>
internal sealed class TestPeer(string label, FrameSocket socket, RuleTimer timer, Transcript transcript) : IDisposable
{
    public string Label => label;

    public bool HasEnded => socket.HasEnded;

    /// <summary>Sends each request as a frame of its own, all in one segment.</summary>
    public void Send(params string[] requests) => SendBytes(Frames(requests));

    /// <summary>Sends bytes as they are.</summary>
    public void SendBytes(byte[] bytes)
    {
        transcript.Sent(label, bytes, 0, bytes.Length);
        socket.Send(bytes, 0, bytes.Length);
    }

    /// <summary>Sends a request in as many segments as it has bytes.</summary>
    public void SendByteByByte(string request)
    {
        byte[] bytes = Frames([request]);
        transcript.Sent(label + ", a byte at a time", bytes, 0, bytes.Length);
        for (int i = 0; i < bytes.Length; i++)
        {
            socket.Send(bytes, i, 1);
            timer.Pause(ConformanceLimits.ByteGapMs);
        }
    }

    /// <summary>Reads until a frame is as it must be; others may come before it.</summary>
    /// <param name="what">What is expected, in words.</param>
    /// <param name="isExpected">Whether a payload is it.</param>
    /// <exception cref="RuleFailedException">None came in time.</exception>
    public byte[] Expect(string what, Func<byte[], bool> isExpected)
    {
        foreach (byte[] payload in ReadUntil(timer.ReplyBy))
        {
            if (isExpected(payload))
                return payload;
        }

        throw new RuleFailedException(HasEnded ? $"{label} did not get {what}: the server closed the connection." : $"{label} did not get {what} within {timer.ReplyMs / 1000.0:0.###} s.");
    }

    /// <summary>Reads until a frame holds the text.</summary>
    public byte[] ExpectText(string text) => Expect($"a frame with '{text}'", payload => payload.Holds(text));

    /// <summary>Reads until a frame names somebody.</summary>
    public byte[] ExpectName(string name) => Expect($"a frame that names {name}", payload => payload.Names(name));

    /// <summary>Says a text to all, and reads until it comes back.</summary>
    public void ExpectEcho(string text)
    {
        Send("MSG " + text);
        ExpectText(text);
    }

    /// <summary>Reads until a frame holds the text.</summary>
    /// <returns>False when none came in time, or before the end of the connection.</returns>
    public bool Hears(string text) => ReadUntil(timer.ReplyBy).Any(payload => payload.Holds(text));

    /// <summary>Reads until a refusal.</summary>
    public byte[] ExpectRefusal() => Expect("a refusal that begins with NO", static payload => payload.IsRefusal());

    /// <summary>All frames until one holds the text, that one included.</summary>
    public IReadOnlyList<byte[]> CollectUntil(string text)
    {
        var frames = new List<byte[]>();
        Expect($"a frame with '{text}'", payload =>
        {
            frames.Add(payload);
            return payload.Holds(text);
        });
        return frames;
    }

    /// <summary>Reads until a refusal, or until the server has closed: both say that a request was not served.</summary>
    public void ExpectRefusalOrEnd()
    {
        if (!ReadUntil(timer.ReplyBy).Any(static payload => payload.IsRefusal()) && !HasEnded)
            throw new RuleFailedException($"{label} was neither refused nor disconnected within {timer.ReplyMs / 1000.0:0.###} s.");
    }

    /// <summary>What comes of a login that was just sent.</summary>
    /// <param name="withGrace">Whether a refusal behind a first word counts, since that may be said to all who connect.</param>
    public LoginAnswer AwaitLogin(bool withGrace)
    {
        LoginAnswer answer = LoginAnswer.None;
        foreach (byte[] payload in ReadUntil(timer.ReplyBy))
        {
            if (payload.IsRefusal())
                return LoginAnswer.Refused;
            answer = LoginAnswer.Accepted;
            break;
        }

        if (answer == LoginAnswer.None)
            return HasEnded ? LoginAnswer.Closed : LoginAnswer.None;
        bool isRefused = withGrace && ReadUntil(timer.Within(ConformanceLimits.RefusalGraceMs)).Any(static payload => payload.IsRefusal());
        return isRefused ? LoginAnswer.Refused : answer;
    }

    /// <summary>Reads away what comes until the server pauses.</summary>
    public void ReadUntilQuiet()
    {
        for (int i = 0; i < ConformanceLimits.FramesPerRule && !timer.RuleIsOver && socket.Read(timer.Within(ConformanceLimits.QuietMs)) is { } payload; i++)
            transcript.Received(label, payload);
    }

    /// <summary>Reads the rest of a frame of which a part has come.</summary>
    /// <returns>False when it does not come in time.</returns>
    public bool FinishesFrame()
    {
        for (long by = timer.ReplyBy; socket.IsInsideFrame && timer.Slice(by) > 0 && socket.Read(by) is { } payload;)
            transcript.Received(label, payload);
        return !socket.IsInsideFrame;
    }

    /// <summary>Reads away what is there.</summary>
    public void ReadWhatIsThere()
    {
        for (int i = 0; i < ConformanceLimits.FramesPerRule && socket.Read(0) is not null; i++)
        {
        }
    }

    public void Close()
    {
        transcript.Note(label, "closes");
        socket.Close();
    }

    public void Reset()
    {
        transcript.Note(label, "vanishes");
        socket.Reset();
    }

    public void Dispose() => socket.Dispose();

    private IEnumerable<byte[]> ReadUntil(long by)
    {
        for (int i = 0; i < ConformanceLimits.FramesPerRule; i++)
        {
            if (socket.Read(by) is not { } payload)
                yield break;
            transcript.Received(label, payload);
            yield return payload;
            if (timer.Slice(by) == 0)
                yield break;
        }
    }

    private static byte[] Frames(string[] requests) =>
        requests.SelectMany(static request => FrameCodec.Encode(Encoding.UTF8.GetBytes(request))).ToArray();
}
