namespace Tracer.Tests.Traces.Ftrace;

/// <summary>What a capture lacks is asked for by the probes that would show it.</summary>
public sealed class ProbeAdviceTests
{
    // Every reader of every form tells the first two, and no rule asks for the others: no probe is wanted for them.
    private static readonly EventKind[] OfTheTrace = [EventKind.Named, EventKind.EventsLost, EventKind.Noted, EventKind.SyscallArguments, EventKind.SyscallReturned];

    [Fact]
    public void Every_kind_that_kernels_show_has_a_probe_to_ask_for()
    {
        var kinds = new EventKindSet();
        foreach (var name in new[] { "linux-6.1/cow-fork-kvm", "linux-6.1/thp-split-kvm", "linux-6.1/munmap-kvm", "linux-6.1/register-kvm", "linux-6.1/pageout-kvm", "linux-6.1/exit-kvm", "linux-6.12/dontneed-kvm" })
            foreach (var e in KernelText.OfCapture(name).Events) kinds = kinds.With(e.Header.Kind);
        var shown = EventShape.All.Select(shape => shape.Kind).Where(kinds.Contains).Except(OfTheTrace).ToList();
        Assert.True(shown.Count > 25, $"the captures show {shown.Count} kinds only");
        Assert.All(shown, kind => Assert.NotEmpty(ProbeAdvice.For(kind, KernelGeneration.Any)));
    }

    [Fact]
    public void Every_meaning_is_handled_in_one_row() =>
        Assert.Equal(Enum.GetValues<ProbeMeaning>().Order(), Handlings.All.Select(handling => handling.Meaning).Order());

    [Fact]
    public void Each_probe_is_told_once_and_three_are_enough()
    {
        foreach (var shape in EventShape.All)
        {
            var probes = ProbeAdvice.For(shape.Kind, KernelGeneration.Any);
            Assert.Equal(probes.Distinct(), probes);
            Assert.InRange(probes.Count, 0, 3);
        }

        Assert.Equal(["kvm_tdp_mmu_spte_changed"], ProbeAdvice.For(EventKind.SecondaryMapped, KernelGeneration.Any));
    }

    [Fact]
    public void The_usual_probes_come_first_and_those_of_other_kernels_not_at_all()
    {
        Assert.Equal("cond_resched", ProbeAdvice.For(EventKind.MightSleep, KernelGeneration.Any)[0]);
        Assert.Equal("spin_lock", ProbeAdvice.For(EventKind.LockAcquired, KernelGeneration.Any)[0]);
        Assert.Equal("ptep_clear_flush", ProbeAdvice.For(EventKind.PteChanged, KernelGeneration.Any)[0]);
        Assert.Equal(["invalidate_range"], ProbeAdvice.For(EventKind.RangeInvalidated, KernelGeneration.Until65));
        Assert.Equal(["arch_invalidate_secondary_tlbs"], ProbeAdvice.For(EventKind.RangeInvalidated, KernelGeneration.From66));
        Assert.Empty(ProbeAdvice.For(EventKind.PageAllocated, KernelGeneration.Any));
    }
}
