using ChatPS.Text;

namespace ChatPS.Tests.Text;

public sealed class TextCutterTests
{
    [Theory]
    [InlineData(0, 0, 1)] // an empty piece, and what is behind the space
    [InlineData(1, 3, 3)] // the same space is kept where it must not be cut at
    public void The_first_space_is_a_place_to_cut_where_it_may_be(int firstSpace, int end, int next)
    {
        Assert.Equal(end, new TextCutter(Chars).Cut(" abcd", 0, 3, firstSpace, out int behind));
        Assert.Equal(next, behind);
    }

    private static int Chars(string text, int start, int end) => end - start;
}
