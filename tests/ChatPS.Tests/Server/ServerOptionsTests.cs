using System.Net;
using ChatPS.Server;

namespace ChatPS.Tests.Server;

public sealed class ServerOptionsTests
{
    [Theory]
    [InlineData("0.0.0.0", 5)]
    [InlineData("::", 5)]
    [InlineData("192.0.2.1", 5)]
    [InlineData("127.0.0.1", 20_000)]
    [InlineData("127.0.0.9", 20_000)]
    [InlineData("::1", 20_000)]
    public void An_address_that_others_reach_has_a_rate_limit_by_itself(string address, int perSecond)
    {
        RequestRate rate = new ServerSettings(new ServerOptions { Address = IPAddress.Parse(address) }).Rate;
        Assert.Equal(perSecond, rate.PerSecond);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_rate_that_was_chosen_holds_on_every_address(int perSecond)
    {
        foreach (IPAddress address in new[] { IPAddress.Any, IPAddress.Loopback })
            Assert.Equal(new RequestRate(perSecond, 2 * perSecond), new ServerSettings(new ServerOptions { Address = address, MessagesPerSecond = perSecond }).Rate);
    }
}
