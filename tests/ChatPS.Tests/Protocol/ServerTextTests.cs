using System;
using System.Linq;
using ChatPS.Protocol;

namespace ChatPS.Tests.Protocol;

public class ServerTextTests
{
    [Fact]
    public void Nobody_is_a_list_too() => Assert.Equal(["USERS 0:"], ServerText.Users([]));

    [Fact]
    public void A_long_list_goes_on_under_the_same_heading()
    {
        string[] names = Enumerable.Range(100, 60).Select(n => "user" + n).ToArray();
        string[] payloads = ServerText.Users(names).ToArray();
        Assert.True(payloads.Length > 4);
        Assert.All(payloads, payload => Assert.StartsWith("USERS 60: ", payload, StringComparison.Ordinal));
        Assert.All(payloads, payload => Assert.InRange(payload.Length, 11, 99));
        Assert.Equal(names, payloads.SelectMany(payload => payload["USERS 60: ".Length..].Split(' ')));
        Assert.All(payloads.SkipLast(1), payload => Assert.True(payload.Length + " user100".Length > 99));
    }

    [Fact]
    public void The_longest_name_fits_everything_that_is_said()
    {
        var name = new string('n', ServerText.MaxName);
        Assert.InRange(ServerText.Welcome(name).Length, 1, 99);
        Assert.InRange(ServerText.Joined(name).Length, 1, 99);
        Assert.InRange(ServerText.Whispered(name).Length, 1, 99);
        Assert.InRange(ServerText.WhisperPrefix(name).Length, 1, 99 - 4);
        Assert.All(ServerText.Users(Enumerable.Repeat(name, 65_000).ToArray()), payload => Assert.InRange(payload.Length, 1, 99));
    }
}
