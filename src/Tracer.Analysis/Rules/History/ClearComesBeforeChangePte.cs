using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.History;

/// <summary>C02: as long as a CPU can use the old entry, no device may be given the new one.</summary>
public sealed class ClearComesBeforeChangePte : Rule, IHandle<PteChangeNotified>
{
    private static readonly Reason Present = new("C02.present",
        "{culprit} while the old entry is in force: the device goes on with the new page, and CPUs still write to the old one.");

    private static readonly Reason Unflushed = new("C02.unflushed",
        "{culprit} with no TLB flush after {change}: CPUs may still write to the old page.");

    public override RuleInfo Info { get; } = new("C02", nameof(ClearComesBeforeChangePte), Severity.Critical, Fault.Core, Era.WithChangePte,
        "The old entry is cleared, and the CPUs' TLBs are flushed, before change_pte tells of the new one.",
        "mm/ksm.c replace_page and mm/memory.c wp_page_copy: ptep_clear_flush comes first; capture 6.1 ksm-kvm",
        EventKindSet.Of(EventKind.PteChangeNotified, EventKind.PteChanged, EventKind.LockAcquired), [Present, Unflushed])
    {
        Counterexample = "run · A lock ptl1 · A cp 0x1000 pfn=9 rw · A set 0x1000 pfn=9 rw",
    };

    public void On(in PteChangeNotified notified, MachineState state, Verdicts verdicts)
    {
        if (state.TaskOf(notified.Header).ChangeAt(notified.Mm, notified.Address) is not { } change)
        {
            if (state.IsExact) verdicts.Violated(Present, notified, notified.Mm, notified.Address);
            else verdicts.Unjudged("the trace does not show the entry being changed");
        }
        else if (change.First.New.IsPresent)
        {
            verdicts.Violated(Present, notified, notified.Mm, notified.Address, new Witness("change", VmEvent.Of(change.First)));
        }
        else if (state.IsExact && !change.IsFlushed)
        {
            // A kernel trace does not show every flush, and an entry that no CPU has used needs none.
            verdicts.Violated(Unflushed, notified, notified.Mm, notified.Address, new Witness("change", VmEvent.Of(change.First)));
        }
        else
        {
            verdicts.Holds();
        }
    }
}
