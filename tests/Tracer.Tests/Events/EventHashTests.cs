using FsCheck;
using FsCheck.Fluent;
using Tracer.Testing;

namespace Tracer.Tests.Events;

public sealed class EventHashTests
{
    [Fact]
    public void Timestamps_do_not_count_and_everything_else_does() =>
        Prop.ForAll(ArbitraryEvents.One, e =>
        {
            var fields = EventShape.Header.Concat(EventShape.Of(e.Header.Kind).Fields).Where(field => !field.IsText);
            return fields.All(field =>
            {
                var other = e;
                field.Write(ref other, ~field.Read(in e));
                return HashOf([e]) == HashOf([other]) == (field.Name == nameof(EventHeader.TimestampNs));
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Order_and_number_count_and_the_division_into_spans_does_not()
    {
        var events = SyntheticTrace.GoodEvents(500, seed: 1);
        var whole = HashOf(events);
        var parts = new EventHash();
        parts.Accept(events.AsSpan(0, 123));
        parts.Accept([]);
        parts.Accept(events.AsSpan(123));
        Assert.Equal(whole, parts.Value);
        Assert.Equal(500, parts.Count);
        Assert.NotEqual(whole, HashOf(events[..^1]));
        (events[1], events[2]) = (events[2], events[1]);
        Assert.NotEqual(whole, HashOf(events));
        Assert.NotEqual(HashOf([]), HashOf([default]));
    }

    private static ulong HashOf(VmEvent[] events)
    {
        var hash = new EventHash();
        hash.Accept(events);
        return hash.Value;
    }
}
