using System.Runtime.CompilerServices;
using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Invalidations;

/// <summary>I02: no device may read the old page once a CPU can write the new one.</summary>
public sealed class InvalidationBeforeNewEntry : Rule, IHandle<PteChanged>
{
    private static readonly Reason SetFirst = new("I02.set-first",
        "{culprit} comes before any invalidate_range for {clear}: a device may see a later write to another page and still the old page here.");

    public override RuleInfo Info { get; } = new("I02", nameof(InvalidationBeforeNewEntry), Severity.Critical, Fault.Core, Era.WithExplicitInvalidateRange | Era.WithArchInvalidation,
        "Where an entry is pointed at another page, the order is clear, invalidate_range, set.",
        "Documentation/mm/mmu_notifier.rst: two pages are copied on write, the thread is preempted before range_end",
        EventKindSet.Of(EventKind.PteChanged, EventKind.RangeInvalidated, EventKind.LockAcquired), [SetFirst])
    {
        Counterexample = "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A set 0x1000 pfn=7 rw · A ir 0x1000+1 · A unlock ptl1",
        YieldsTo =
        [
            new Yield("I12", "there is one, and it is too short")
            {
                Example = "run · A start 0x200000+2M · A lock pml1 · A clear-huge 0x200000 · A ir 0x200000+1 · A set-huge 0x200000 pfn=1024 rw · A unlock pml1 · A end 0x200000+2M",
                Protocol = "6.12",
            },
        ],
    };

    public void On(in PteChanged change, MachineState state, Verdicts verdicts)
    {
        if (!change.New.IsPresent || !change.New.IsLeafAt(change.Level) || !state.Watches(change.Mm)) return;
        foreach (ref readonly var held in state.TaskOf(change.Header).Locks)
        {
            if (held.Section is not { } section) continue;
            ref var record = ref section.Find(change.Table, change.Index);
            if (Unsafe.IsNullRef(ref record) || !IsReplaced(in record, in change, state)) continue;
            if (record.IsInvalidated) verdicts.Holds();
            else if (!state.Observes(EventKind.RangeInvalidated)) verdicts.Unjudged("the trace shows no invalidate_range");
            else if (!IsTooShort(in record, state)) verdicts.Violated(SetFirst, change, change.Mm, record.First.Address, new Witness("clear", VmEvent.Of(record.First)));
        }
    }

    private static bool IsTooShort(in SectionChange record, MachineState state) =>
        (state.Eras & ~Era.WithArchInvalidation) == 0 && record.Invalidation.Header.Kind != EventKind.None;

    private static bool IsReplaced(in SectionChange record, in PteChanged change, MachineState state)
    {
        var old = record.First.Old;
        if (!old.IsPresent || !old.IsLeafAt(change.Level) || record.Now.IsPresent || old.Pfn == change.New.Pfn) return false;

        // KSM puts a read-only page of the same content in place of a read-only page.
        return old.IsWritable || change.New.IsWritable || state.PlaceOf(change.Header) != KernelPlace.Merge;
    }
}
