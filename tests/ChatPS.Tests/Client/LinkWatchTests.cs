using ChatPS.Client;
using ChatPS.Net;

namespace ChatPS.Tests.Client;

/// <summary>Links as TCP describes them, looked at every three seconds.</summary>
public sealed class LinkWatchTests
{
    private const int Look = ClientLimits.LinkLookMilliseconds;

    [Fact]
    public void What_is_sent_again_and_again_without_any_answer_ends_the_link_in_half_a_minute()
    {
        var watch = new LinkWatch();
        int known = Enumerable.Range(1, 20).First(look => watch.IsDead(new LinkState(Unacknowledged: 1, Probes: 0, SinceDataSent: 1000, look * Look)));
        Assert.InRange(known * Look, 24_000, 30_000);
    }

    [Fact]
    public void Questions_for_room_that_nobody_answers_end_the_link()
    {
        var watch = new LinkWatch();
        int known = Enumerable.Range(1, 20).First(look => watch.IsDead(new LinkState(0, Probes: 3, SinceDataSent: look * Look, look * Look)));
        Assert.InRange(known * Look, 24_000, 30_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_server_that_pauses_reading_and_answers_each_question_lives(int unacknowledged)
    {
        // The questions come ever more rarely, at last every two minutes. Whatever was asked last was answered.
        var watch = new LinkWatch();
        for (int since = 100; since < 120_000; since += Look)
            Assert.False(watch.IsDead(new LinkState(unacknowledged, Probes: 0, SinceDataSent: since + 1, since)));
    }

    [Fact]
    public void A_question_that_was_asked_just_now_counts_at_the_next_look()
    {
        var watch = new LinkWatch();
        Assert.False(watch.IsDead(new LinkState(0, Probes: 0, 51_000, 51_000)));
        Assert.False(watch.IsDead(new LinkState(0, Probes: 1, 51_200, 51_200)));
        Assert.False(watch.IsDead(new LinkState(0, Probes: 0, 54_200, 2900)));
        Assert.False(watch.IsDead(new LinkState(1, Probes: 0, 0, 54_000)));
        Assert.False(watch.IsDead(new LinkState(1, Probes: 0, 0, 100)));
        Assert.False(watch.IsDead(new LinkState(1, Probes: 0, 0, 54_000)));
        Assert.False(watch.IsDead(new LinkState(1, Probes: 0, 1000, 51_000))); // answered, and asked again
    }

    [Fact]
    public void Text_that_is_sent_after_a_long_silence_is_not_judged_by_that_silence()
    {
        var watch = new LinkWatch();
        Assert.False(watch.IsDead(new LinkState(0, 0, 3_600_000, 3_600_000)));
        Assert.False(watch.IsDead(new LinkState(1, 0, 10, 3_600_010)));
        Assert.False(watch.IsDead(new LinkState(0, 0, 3000, 2900)));
    }
}
