using System.Runtime.CompilerServices;
using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Invalidations;

/// <summary>I12: a TLB flush that speaks of one small page takes a CPU's huge entry away, but not all that a device has made of it.</summary>
/// <remarks>Several calls may cover an entry together, so it is judged when it is set anew, else when its lock is dropped.</remarks>
public sealed class FlushInvalidatesWholeEntry : Rule, IHandle<PteChanged>, IHandle<SectionEnded>
{
    private static readonly Reason Short = new("I12.short",
        "{culprit} tells secondary TLBs of {culprit:extent} in this trace, where {change} changes {change:extent}: a device that keeps the page in smaller pieces, as gru does, keeps the others. "
        + "One that drops every entry it has there is safe.") { LiesBetweenWitnesses = true };

    public override RuleInfo Info { get; } = new("I12", nameof(FlushInvalidatesWholeEntry), Severity.High, Fault.Core, Era.WithArchInvalidation,
        "Where the TLB flush of an entry invalidates secondary TLBs, it does so for all that the entry maps.",
        "K01, as seen in capture 7.2 hugecow-kvm: copy-on-write of a 2 MiB page of hugetlb flushes by ptep_clear_flush, which speaks of 4 KiB; until 6.5 all 2 MiB were told",
        EventKindSet.Of(EventKind.PteChanged, EventKind.RangeInvalidated, EventKind.LockReleased), [Short])
    {
        Counterexample = "run · A start 0x200000+2M · A lock pml1 · A clear-huge 0x200000 · A ir 0x200000+1 · A set-huge 0x200000 pfn=1024 rw · A unlock pml1 · A end 0x200000+2M",
        YieldsTo =
        [
            new Yield("N07", "a range that is not in whole pages is wrong for every entry")
            {
                Example = "run · A start 0x200000+2M · A lock pml1 · A clear-huge 0x200000 · A ir 0x200000..0x200200 · A unlock pml1 · A end 0x200000+2M",
                Protocol = "6.12",
            },
        ],
    };

    public void On(in PteChanged change, MachineState state, Verdicts verdicts)
    {
        if (!IsSetAnew(in change)) return;
        foreach (ref readonly var held in state.TaskOf(change.Header).Locks)
        {
            if (held.Section is not { } section) continue;
            ref var record = ref section.Find(change.Table, change.Index);
            if (!Unsafe.IsNullRef(ref record) && !record.Now.IsPresent) Judge(in record, change.New, verdicts);
        }
    }

    public void On(in SectionEnded ended, MachineState state, Verdicts verdicts)
    {
        foreach (ref readonly var record in ended.Section.Changes)
            if (record.First.New.IsPresent || !record.Now.IsPresent) Judge(in record, record.Now, verdicts);
    }

    private static void Judge(in SectionChange record, PageEntry now, Verdicts verdicts)
    {
        // None at all may be left to a batch, which I10 asks for.
        if (record.Invalidation.Header.Kind == EventKind.None || !(record.First with { New = now }).Classify().NeedsNotification()) return;
        ref readonly var told = ref record.Invalidation.As<RangeInvalidated>();
        if (record.IsInvalidated) verdicts.Holds();
        else if (told.Start.IsPageAligned && told.End.IsPageAligned)
            verdicts.Violated(Short, told, told.Mm, record.First.Address, new Witness("change", VmEvent.Of(record.First)));
    }

    private static bool IsSetAnew(in PteChanged change) => !change.Old.IsPresent && change.New.IsPresent && change.New.IsLeafAt(change.Level);
}
