namespace Tracer.Tests.Events;

public sealed class LineSequenceTests
{
    [Fact]
    public void Events_of_a_line_are_numbered_within_it()
    {
        var first = LineSequence.First(1342);
        var second = LineSequence.Next(first);
        Assert.True(first < second);
        Assert.Equal((1342L, 1342L), (LineSequence.LineOf(first), LineSequence.LineOf(second)));
        Assert.True(second < LineSequence.First(1343));
    }

    [Fact]
    public void More_events_than_a_line_has_numbers_share_its_last()
    {
        var sequence = LineSequence.First(7);
        for (var i = 0; i < 2 * LineSequence.PerLine; i++) sequence = LineSequence.Next(sequence);
        Assert.Equal(LineSequence.Last(7), sequence);
        Assert.Equal(7, LineSequence.LineOf(sequence));
    }
}
