using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Oracles;

/// <summary>
/// S06: a device wrote to a page that the CPU's entry had been write-protected for: after fork the child sees what it should not, and after mprotect or for writeback
/// the write is one that nobody was told of. It looks at entries, accesses and operations alone, never at brackets, locks or invalidations.
/// </summary>
/// <remarks>
/// A new fault of the device for writing makes the CPU's entry writable, or gives the address another page, before it maps: an entry that still has the page and no
/// write permission says that there was none, so the device's own entry is from before and should be gone.
/// </remarks>
public sealed class NoWriteThroughFormerPermission : Rule, IHandle<SecondaryAccessed>
{
    private static readonly Reason Written = new("S06.written",
        "{culprit} through an entry from before {protect}, which took the permission to write away, and that operation is over.");

    public override RuleInfo Info { get; } = new("S06", nameof(NoWriteThroughFormerPermission), Severity.Critical, Fault.Core, Era.All,
        "No device writes to a page that was write-protected without a new fault.",
        "mm/memory.c, copy_present_pte: both processes of a fork are write-protected, so that the next write copies the page",
        EventKindSet.Of(EventKind.SecondaryAccessed, EventKind.PteChanged, EventKind.OperationEnded), [Written])
    {
        Kind = FindingKind.Outcome,
        YieldsTo =
        [
            new("S03", "the page was cleaned as well, and the write is lost: that is the harm")
            {
                Example = "run · D map 0x1000 pfn=1 rw · A op mkclean · A clear 0x1000 old=pfn1:rw:dirty · A set 0x1000 pfn=1 · A op-end · D access 0x1000 w",
            },
        ],
        Counterexample = "run · D map 0x1000 pfn=1 rw · A op fork · A wrprotect 0x1000 · A op-end · D access 0x1000 w",
    };

    public void On(in SecondaryAccessed access, MachineState state, Verdicts verdicts) => DeviceWrites.Judge(in access, IsProtected, Written, "protect", state, verdicts);

    private static bool IsProtected(in PageRecord record) => record.Former.IsWritable && !record.Store.New.IsWritable;
}
