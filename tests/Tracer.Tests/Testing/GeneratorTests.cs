using FsCheck;
using FsCheck.Fluent;
using Tracer.Testing;

namespace Tracer.Tests.Testing;

public sealed class GeneratorTests
{
    [Fact]
    public void Any_events_read_back_from_the_script_that_writes_them() =>
        Prop.ForAll(ArbitraryEvents.Many, events =>
        {
            var written = ScriptWriter.Write(events);
            return Script.Parse(written).Events.AsSpan().SequenceEqual(events).Label(written);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Shrinking_keeps_the_kind_and_comes_to_an_end()
    {
        foreach (var shape in EventShape.All)
        {
            var e = new VmEvent { Header = { Kind = shape.Kind, Sequence = 7, Cpu = -1 } };
            foreach (var field in shape.Fields.Where(field => !field.IsText)) field.Write(ref e, 1);
            var steps = 0;
            while (ArbitraryEvents.One.Shrinker(e).Cast<VmEvent?>().FirstOrDefault() is { } smaller)
            {
                Assert.Equal(shape.Kind, smaller.Header.Kind);
                e = smaller;
                Assert.True(++steps < 200, $"{shape.Name} shrinks for ever");
            }

            Assert.All(shape.Fields, field => Assert.Equal(0UL, field.Read(in e)));
        }
    }

    [Fact]
    public void A_synthetic_trace_is_a_whole_run_numbered_from_1_and_the_same_for_a_seed()
    {
        var events = SyntheticTrace.GoodEvents(5000, seed: 1);
        Assert.Equal(5000, events.Length);
        Assert.Equal(Enumerable.Range(1, 5000).Select(i => (long)i), events.Select(e => e.Header.Sequence));
        Assert.Equal((EventKind.RunStarted, EventKind.RunEnded), (events[0].Header.Kind, events[^1].Header.Kind));
        Assert.Equal(events, SyntheticTrace.GoodEvents(5000, seed: 1));
        Assert.NotEqual(events, SyntheticTrace.GoodEvents(5000, seed: 2));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(700)]
    [InlineData(20_000)]
    public void A_synthetic_trace_closes_what_it_opens_and_changes_entries_only_inside(int count)
    {
        var locks = new HashSet<(TaskId, LockId)>();
        var exclusive = new HashSet<LockId>();
        var brackets = new Dictionary<TaskId, AddressRange>();
        var entries = new Dictionary<(MmId, VirtualAddress), PageEntry>();
        var free = new HashSet<Pfn>();
        foreach (var e in SyntheticTrace.GoodEvents(count, seed: 3))
        {
            var task = e.Header.Task;
            switch (e.Header.Kind)
            {
                case EventKind.LockAcquired:
                    var taken = e.As<LockAcquired>();
                    Assert.True(locks.Add((task, taken.Lock)));
                    Assert.True(taken.Mode == LockMode.Shared || exclusive.Add(taken.Lock), $"#{e.Header.Sequence} takes a held lock");
                    break;
                case EventKind.LockReleased:
                    Assert.True(locks.Remove((task, e.As<LockReleased>().Lock)));
                    exclusive.Remove(e.As<LockReleased>().Lock);
                    break;
                case EventKind.RangeStartReturned:
                    brackets.Add(task, e.As<RangeStartReturned>().Extent);
                    break;
                case EventKind.RangeEndEntered:
                    Assert.True(brackets.Remove(task));
                    break;
                case EventKind.PteChanged:
                    var change = e.As<PteChanged>();
                    Assert.Equal(entries.GetValueOrDefault((change.Mm, change.Address)), change.Old);
                    Assert.True(!change.Old.IsPresent || brackets.GetValueOrDefault(task).Contains(change.Extent), $"#{e.Header.Sequence} is outside");
                    Assert.Equal(1, e.Header.PreemptDepth);
                    entries[(change.Mm, change.Address)] = change.New;
                    break;
                case EventKind.PageAllocated:
                    free.Remove(e.As<PageAllocated>().Pfn);
                    break;
                case EventKind.PageFreed:
                    Assert.True(free.Add(e.As<PageFreed>().Pfn));
                    break;
                case EventKind.SecondaryAccessed:
                    Assert.DoesNotContain(e.As<SecondaryAccessed>().Pfn, free);
                    break;
                case EventKind.SecondaryUnmapped:
                    Assert.DoesNotContain(e.As<SecondaryUnmapped>().Pfn, free);
                    break;
            }
        }

        Assert.Empty(locks);
        Assert.Empty(brackets);
    }

    [Fact]
    public void Too_few_events_for_a_run_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticTrace.GoodEvents(3, seed: 1));
}
