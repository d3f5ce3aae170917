namespace Tracer.Tests.Events;

public sealed class EventKindSetTests
{
    [Fact]
    public void A_set_has_the_kinds_it_was_made_of_and_no_other()
    {
        var set = EventKindSet.Of(EventKind.PteChanged, EventKind.RunStarted, EventKind.CpuAccessed);
        Assert.Equal([EventKind.RunStarted, EventKind.PteChanged, EventKind.CpuAccessed], Enum.GetValues<EventKind>().Where(set.Contains));
        Assert.Equal(set, EventKindSet.Empty.With(EventKind.CpuAccessed).With(EventKind.RunStarted).With(EventKind.PteChanged));
    }

    [Fact]
    public void Every_kind_fits_in() =>
        Assert.All(Enum.GetValues<EventKind>(), kind => Assert.Equal([kind], Enum.GetValues<EventKind>().Where(EventKindSet.Of(kind).Contains)));

    [Fact]
    public void Union_except_overlap_and_containment_agree()
    {
        var (locks, both) = (EventKindSet.Of(EventKind.LockAcquired, EventKind.LockReleased), EventKindSet.Of(EventKind.LockReleased, EventKind.PteRead));
        Assert.True(locks.Overlaps(both));
        Assert.False(locks.Contains(both));
        Assert.True(locks.Union(both).Contains(both));
        Assert.Equal(EventKindSet.Of(EventKind.LockAcquired), locks.Except(both));
        Assert.False(locks.Except(both).Overlaps(both));
        Assert.True(EventKindSet.All.Contains(locks));
        Assert.False(EventKindSet.Empty.Overlaps(EventKindSet.All));
    }
}
