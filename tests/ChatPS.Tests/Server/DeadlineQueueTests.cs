using ChatPS.Server;
using CsCheck;

namespace ChatPS.Tests.Server;

public class DeadlineQueueTests
{
    [Fact]
    public void Whoever_is_due_comes_in_order_however_deadlines_move() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 30]).Array[0, 60].Sample(moves =>
        {
            var queue = new DeadlineQueue<Item>();
            Item[] items = [.. Enumerable.Range(0, 10).Select(_ => new Item())];
            var model = new Dictionary<Item, long>();
            foreach ((int item, int due) in moves)
            {
                // 30 stands for never, 29 for a look at what is due by 10.
                if (due == 29)
                    AssertDue(queue, model, 10);
                else if (due == 30)
                    model.Remove(items[item]);
                else
                    model[items[item]] = due;
                if (due != 29)
                    queue.Set(items[item], due == 30 ? DeadlineQueue<Item>.Never : due);
                Assert.Equal(model.Count > 0 ? model.Values.Min() : DeadlineQueue<Item>.Never, queue.Next);
            }

            AssertDue(queue, model, 30);
            Assert.Empty(model);
        });

    private static void AssertDue(DeadlineQueue<Item> queue, Dictionary<Item, long> model, long now)
    {
        long last = long.MinValue;
        while (queue.TakeDue(now) is Item due)
        {
            Assert.True(model.Remove(due, out long at));
            Assert.InRange(at, last, now);
            last = at;
        }

        Assert.DoesNotContain(model.Values, at => at <= now);
    }

    private sealed class Item : IScheduled
    {
        public long DueAt { get; set; }

        public int QueueIndex { get; set; } = -1;
    }
}
