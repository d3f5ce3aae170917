using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.History;

/// <summary>C01: the device hears of the new page before a CPU can write to it.</summary>
public sealed class ChangePteComesBeforeSet : Rule, IHandle<PteChangeNotified>
{
    private static readonly Reason AfterSet = new("C01.after-set",
        "{culprit} comes after {change} and the new entry: meanwhile CPUs write to the new page and the device reads the old one.");

    public override RuleInfo Info { get; } = new("C01", nameof(ChangePteComesBeforeSet), Severity.Critical, Fault.Core, Era.WithChangePte & ~Era.WithRcuList,
        "change_pte is called before an entry is set that has another page or more permission.",
        "commit 48af0d7cb3d3 as recalled; mm/memory.c wp_page_copy; captures 6.1 cow-fork-kvm and ksm-kvm",
        EventKindSet.Of(EventKind.PteChangeNotified, EventKind.PteChanged, EventKind.LockAcquired), [AfterSet])
    {
        Counterexample = "run · A lock ptl1 · A clear 0x1000 · A set 0x1000 pfn=9 rw · A cp 0x1000 pfn=9 rw",
    };

    public void On(in PteChangeNotified notified, MachineState state, Verdicts verdicts)
    {
        if (state.TaskOf(notified.Header).ChangeAt(notified.Mm, notified.Address) is not { } change)
        {
            // An exact trace shows that nothing was taken away here, so the old entry is in force.
            if (!state.IsExact) verdicts.Unjudged("the trace does not show the entry being changed");
            return;
        }

        // KSM write-protects by change_pte too: the same page with less permission, and no order of the two can harm.
        var old = change.First.Old;
        if (old.Pfn == notified.New.Pfn && (old.IsWritable || !notified.New.IsWritable)) return;
        if (change.Now.IsPresent && change.Now.Pfn == notified.New.Pfn)
            verdicts.Violated(AfterSet, notified, notified.Mm, notified.Address, new Witness("change", VmEvent.Of(change.First)));
        else verdicts.Holds();
    }
}
