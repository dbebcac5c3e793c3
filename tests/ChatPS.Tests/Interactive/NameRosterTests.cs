using System.Linq;
using ChatPS.Interactive;

namespace ChatPS.Tests.Interactive;

public class NameRosterTests
{
    [Fact]
    public void Who_spoke_last_is_first_and_who_is_only_there_last()
    {
        var roster = new NameRoster("fo");
        roster.IsThere("dan");
        roster.Spoke("doc");
        roster.IsThere("dee");
        roster.Spoke("dot");
        roster.IsThere("doc");
        Assert.Equal(["dot", "doc", "dan", "dee"], roster.BeginningWith("D"));
        roster.Spoke("DOC");
        Assert.Equal(["DOC", "dot", "dan", "dee"], roster.BeginningWith(""));
        roster.Forget("dot");
        Assert.Equal(["DOC"], roster.BeginningWith("do"));
    }

    [Fact]
    public void The_own_name_and_what_is_no_word_are_not_kept()
    {
        var roster = new NameRoster("fo");
        foreach (string? name in new[] { "fo", "FO", "", null, "two words" })
        {
            roster.Spoke(name);
            roster.IsThere(name);
        }

        Assert.Equal(0, roster.Count);
    }

    [Fact]
    public void What_was_never_there_can_be_forgotten()
    {
        var roster = new NameRoster("fo");
        roster.Spoke("doc");
        foreach (string? name in new[] { "fo", "", null, "be" })
            roster.Forget(name);
        Assert.Equal(["doc"], roster.BeginningWith(""));
    }

    [Fact]
    public void It_is_bounded_and_speakers_push_out_the_least_recent()
    {
        var roster = new NameRoster("fo");
        for (int i = 0; i < 3 * NameRoster.MaxNames; i++)
            roster.Spoke("user" + i);
        roster.IsThere("late");
        Assert.Equal(NameRoster.MaxNames, roster.Count);
        Assert.Equal("user2999", roster.BeginningWith("")[0]);
        Assert.Equal("user2000", roster.BeginningWith("").Last());
    }
}
