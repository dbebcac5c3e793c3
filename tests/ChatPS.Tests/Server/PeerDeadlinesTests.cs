using ChatPS.Server;

namespace ChatPS.Tests.Server;

public sealed class PeerDeadlinesTests
{
    private const long LoginBy = 20_000;
    private const long Never = DeadlineQueue<Peer>.Never;

    private readonly PeerDeadlines _deadlines = new(LoginBy);

    [Fact]
    public void More_bytes_of_the_same_frame_do_not_put_its_deadline_off()
    {
        for (long now = 0; now < ServerLimits.PatienceMs; now += 1000)
            _deadlines.ExpectRestOfFrame(1, now);
        Assert.Equal(ServerLimits.PatienceMs, _deadlines.Next(isInside: true, isReading: true));
        Assert.Null(Overdue(ServerLimits.PatienceMs - 1));
        Assert.Equal("not understood", Overdue(ServerLimits.PatienceMs));
    }

    [Fact]
    public void The_next_frame_has_a_deadline_of_its_own()
    {
        _deadlines.ExpectRestOfFrame(1, 0);
        _deadlines.ExpectRestOfFrame(2, 9000);
        Assert.Null(Overdue(9000 + ServerLimits.PatienceMs - 1));
        Assert.NotNull(Overdue(9000 + ServerLimits.PatienceMs));
        _deadlines.ForgetFrame();
        Assert.Null(Overdue(Never - 1));
        Assert.Equal(Never, _deadlines.Next(isInside: true, isReading: true));
    }

    [Fact]
    public void Who_is_not_read_cannot_finish_a_frame()
    {
        _deadlines.PostponeFrame(0);
        Assert.Equal(Never, _deadlines.Next(isInside: true, isReading: true));
        _deadlines.ExpectRestOfFrame(1, 0);
        Assert.Equal(Never, _deadlines.Next(isInside: true, isReading: false));
        Assert.False(_deadlines.IsOverdue(ServerLimits.PatienceMs, isInside: true, isReading: false, out _));
        _deadlines.PostponeFrame(5000);
        Assert.Equal(5000 + ServerLimits.PatienceMs, _deadlines.Next(isInside: true, isReading: true));
    }

    private string? Overdue(long now)
    {
        bool isOverdue = _deadlines.IsOverdue(now, isInside: true, isReading: true, out string? reason);
        Assert.Equal(isOverdue, reason is not null);
        return reason;
    }
}
