using System;
using System.Linq;

namespace ChatPS.Tests.Server;

/// <summary>Things several tests say.</summary>
internal static class Talk
{
    /// <summary>Says so many bytes to all, and reads the echo, so that only who does not read falls behind.</summary>
    public static void Flood(RawClient client, string name, int bytes)
    {
        const int Batch = 50;
        string text = new('x', 99 - name.Length - 2);
        byte[] frames = RawClient.Frames(Enumerable.Repeat("MSG " + text[..Math.Min(text.Length, 95)], Batch).ToArray());
        string echo = $"{name}: {text[..Math.Min(text.Length, 95)]}";
        for (int sent = 0; sent < bytes; sent += Batch * 100)
        {
            client.SendBytes(frames);
            Assert.All(client.Read(Batch), payload => Assert.Equal(echo, payload));
        }
    }
}
