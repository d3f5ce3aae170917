using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Oracles;

/// <summary>
/// S02: a device went on with a page that the CPU's entry no longer has. Between the change and its announcement that is right in every era,
/// so it is harm only once the address has another page, or once the operation that took the page away is over.
/// It looks at entries, accesses and operations alone, never at brackets, locks or invalidations.
/// </summary>
public sealed class NoUseOfFormerPage : Rule, IHandle<SecondaryAccessed>
{
    private static readonly Reason Remapped = new("S02.remapped", "{culprit} uses the former page; {change} gave the address another one.");

    private static readonly Reason Gone = new("S02.gone", "{culprit} uses the former page; {change} took it away, and that operation is over.");

    public override RuleInfo Info { get; } = new("S02", nameof(NoUseOfFormerPage), Severity.Critical, Fault.Core, Era.All,
        "No device uses a page through an address that no longer maps it.",
        "merge ea25c43179: what the start callback invalidated may be undone before the CPU page table changes",
        EventKindSet.Of(EventKind.SecondaryAccessed, EventKind.PteChanged), [Remapped, Gone])
    {
        Kind = FindingKind.Outcome,
        Counterexample = "run · A set 0x1000 pfn=8 rw · D access 0x1000 pfn=7",
    };

    public void On(in SecondaryAccessed access, MachineState state, Verdicts verdicts)
    {
        // Who pins its pages has declared that it can live with another page than the CPU's.
        var pins = state.Driver(access.Driver).Has(DriverTraits.PinsPages);
        if (pins == true) return;
        ref readonly var record = ref state.Mm(access.Mm).Pages.Find(access.Address);
        if (pins is null || !record.IsKnown)
        {
            verdicts.Unjudged(pins is null ? DriverState.Untold : "the entry of the address was not shown");
            return;
        }

        var store = record.Store;
        var change = new Witness("change", VmEvent.Of(store));
        if (store.New.IsPresent)
        {
            if (access.Pfn == record.FrameOf(access.Address) || IsBeingZapped(record, state)) verdicts.Holds();
            else verdicts.Violated(Remapped, access, access.Mm, access.Address, change);
        }
        else if (state.TaskOf(store.Header).OperationBoundary > store.Header.Sequence)
        {
            verdicts.Violated(Gone, access, access.Mm, access.Address, change);
        }
        else
        {
            verdicts.Holds();
        }
    }

    // MADV_DONTNEED gives a page up under mmap_lock for reading, so another thread may have a new one there before the TLBs are flushed.
    // Until the call returns nobody can tell whether the old page was used before it or after.
    private static bool IsBeingZapped(in PageRecord record, MachineState state) =>
        record.Zapped.Kind != EventKind.None && state.TaskOf(record.Zapped).OperationBoundary < record.Zapped.Sequence;
}
