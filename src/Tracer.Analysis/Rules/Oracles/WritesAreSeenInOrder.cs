using System.Runtime.InteropServices;
using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Oracles;

/// <summary>
/// S04: a device saw what a CPU wrote to B, and after that A as it was before the CPU, earlier still, wrote to A: the memory order that both sides rely on is broken.
/// It looks at entries and accesses alone, never at brackets, locks or invalidations.
/// </summary>
/// <remarks>
/// Values are told by frames and their generations: a write is seen by whoever later reads the frame it went to, and an old value is one read from another frame
/// while the CPU's entry, and the CPU's writes, have the new one. A and B may be one address. Whose CPU wrote does not matter, as in the two threads of the
/// kernel's own example.
/// </remarks>
public sealed class WritesAreSeenInOrder : Rule, IHandle<SecondaryAccessed>, IHandle<CpuAccessed>
{
    private static readonly Reason OutOfOrder = new("S04.order",
        "{culprit} reads the page from before {first}, and yet {seen} has read what {later} wrote after it.");

    private static readonly Reason Back = new("S04.back", "{culprit} reads the page from before {first}, which {seen} has read already.");

    // What CPUs wrote, by page.
    private static readonly MmSlot<Dictionary<ulong, CpuWrites>> Writes = new(static writes => writes.Clear());

    // The latest of the CPUs' writes that the device has read, and the read; of kind None if there was none.
    private static readonly DriverSlot<(VmEvent Write, VmEvent By)> LastSeen = new();

    public override RuleInfo Info { get; } = new("S04", nameof(WritesAreSeenInOrder), Severity.High, Fault.Core, Era.All,
        "No device sees a later write of the CPU and then, elsewhere, the value from before an earlier one.",
        "Documentation/vm/mmu_notifier.txt of 4.15: two addresses that are copied on write, read by a device",
        EventKindSet.Of(EventKind.SecondaryAccessed, EventKind.CpuAccessed, EventKind.PteChanged), [OutOfOrder, Back])
    {
        Kind = FindingKind.Outcome,
        Counterexample = "run · A set 0x1000 pfn=7 rw · A touch 0x1000 w pfn=7 · A touch 0x2000 w pfn=2 · D access 0x2000 pfn=2 · D access 0x1000 pfn=1",
    };

    public void On(in CpuAccessed access, MachineState state, Verdicts verdicts)
    {
        if (!access.Write || !state.IsExact) return;
        ref var writes = ref CollectionsMarshal.GetValueRefOrAddDefault(Writes.Of(state.Mm(access.Mm)), PageOf(access.Address), out _);
        writes = writes.And(in access);
    }

    public void On(in SecondaryAccessed access, MachineState state, Verdicts verdicts)
    {
        if (access.Write || !Writes.Of(state.Mm(access.Mm)).TryGetValue(PageOf(access.Address), out var writes)) return;
        var driver = state.Driver(access.Driver);
        ref var seen = ref LastSeen.Of(driver);
        if (driver.Has(DriverTraits.PinsPages) == false && seen.Write.Header.Kind != EventKind.None) Judge(in access, in writes, seen.Write, seen.By, state, verdicts);
        if (writes.AreIn(access.Pfn, access.Generation) && writes.Last.Header.Sequence > seen.Write.Header.Sequence)
            seen = (VmEvent.Of(writes.Last), VmEvent.Of(access));
    }

    private static void Judge(in SecondaryAccessed access, in CpuWrites writes, in VmEvent later, in VmEvent by, MachineState state, Verdicts verdicts)
    {
        // Only what the CPU's entry has now, if it is what was written, can be said to be newer: a page that was swapped in again lies elsewhere.
        if (writes.First.Header.Sequence > later.Header.Sequence) return;
        if (!IsInForce(in writes, state.Mm(access.Mm).Pages.Find(access.Address), state, access.Address)) return;
        if (access.Pfn == writes.Last.Pfn)
        {
            verdicts.Holds();
            return;
        }

        var (first, seen) = (new Witness("first", VmEvent.Of(writes.First)), new Witness("seen", by));
        if (later.Header.Sequence == writes.First.Header.Sequence) verdicts.Violated(Back, access, access.Mm, access.Address, first, seen);
        else verdicts.Violated(OutOfOrder, access, access.Mm, access.Address, first, new Witness("later", later), seen);
    }

    private static bool IsInForce(in CpuWrites writes, PageRecord record, MachineState state, VirtualAddress address) =>
        record.IsKnown && record.Store.New.IsPresent && record.FrameOf(address) == writes.Last.Pfn
        && (state.Frame(writes.Last.Pfn) is not { } frame || frame.Generation == writes.Last.Generation && !frame.IsFree);

    private static ulong PageOf(VirtualAddress address) => address.Value / PageSize.Small;
}
