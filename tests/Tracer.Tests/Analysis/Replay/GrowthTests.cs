using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Replay;

/// <summary>What a small trace can say takes no more than the trace does: no number in it, no depth, no order of locks.</summary>
public sealed class GrowthTests
{
    private const int Many = 2000;

    // A page of 1,024 frames was a thousand records, and ten thousand of them two gigabytes.
    [Fact]
    public void A_compound_page_is_one_record()
    {
        VmEvent Freed(int i) => VmEvent.Of(new PageFreed { Pfn = new((long)i << 10), Order = 10, Generation = 1 });

        Assert.InRange(Allocated(Enumerable.Range(1, Many).Select(Freed)), 0, Many * 1024);
    }

    [Fact]
    public void Frames_of_a_compound_page_are_known_by_what_was_said_last()
    {
        var analyzer = Take([Freed(0x800, 10, 1), Allocated(0x801, 0, 2), Freed(0x7ff, 2, 3)]);

        Assert.Equal([null, 3, 3, 3, 3, 1, 1, null], new long[] { 0x7fe, 0x7ff, 0x800, 0x801, 0x802, 0x803, 0xbff, 0xc00 }.Select(pfn => analyzer.State.Frame(new Pfn(pfn))?.Generation));

        static VmEvent Freed(long pfn, byte order, int generation) => VmEvent.Of(new PageFreed { Pfn = new(pfn), Order = order, Generation = generation });
        static VmEvent Allocated(long pfn, byte order, int generation) => VmEvent.Of(new PageAllocated { Pfn = new(pfn), Order = order, Generation = generation });
    }

    [Fact]
    public void A_task_that_is_deeper_than_any_makes_a_run_unreadable()
    {
        var sections = Enumerable.Repeat(VmEvent.Of(new AtomicEntered { Section = AtomicSection.RcuRead }), Many);

        var bound = Assert.Throws<TraceBoundException>(() => Take([VmEvent.Of(new RunStarted()), .. sections]));

        Assert.Contains("more than 64 locks, sections, callbacks or brackets of task 0 are open", bound.Message, StringComparison.Ordinal);
    }

    // A capture may show no end of anything; then nothing is known rather than everything.
    [Fact]
    public void A_task_of_a_capture_that_is_deeper_than_any_is_forgotten()
    {
        var locks = Enumerable.Range(1, Many).Select(id => VmEvent.Of(new LockAcquired { Lock = new(id), Class = LockClass.Folio, Type = LockType.FolioBit }));

        var task = Take(locks).State.TaskOf(default);

        Assert.InRange(task.Locks.Length, 0, 64);
    }

    // The stack ended at some 20,000 locks in a row, and each was searched for through all before it.
    [Fact]
    public void An_order_of_too_many_locks_is_not_said_to_be_kept()
    {
        var order = new DeviceLockOrder();
        for (var id = Many; id > 1; id--) order.Learn(new LockId(id - 1), new LockAcquired { Lock = new(id) });

        Assert.Null(order.Of(new LockId(1), new LockId(Many)));
        Assert.True(order.IsPartial);
    }

    // One id far from the others made an entity of each below it.
    [Fact]
    public void An_id_is_no_number_of_entities()
    {
        VmEvent[] far = [VmEvent.Of(new TableObserved { Table = new(1 << 17), Mm = new(1 << 14) })];

        Assert.InRange(Allocated(far), 0, 8 << 20);
    }

    private static long Allocated(IEnumerable<VmEvent> events)
    {
        var all = events.ToArray();
        Take(all[..1]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Take(all);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Analyzer Take(IEnumerable<VmEvent> events)
    {
        var analyzer = new Analyzer();
        analyzer.Begin(Era.E6);
        analyzer.Accept(events.ToArray());
        return analyzer;
    }
}
