using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Oracles;

/// <summary>
/// S03: a device wrote through an entry from before the page was cleaned for writeback: nobody marks the page dirty again, and what was written is lost.
/// It looks at entries, accesses and operations alone, never at brackets, locks or invalidations.
/// </summary>
/// <remarks>
/// Cleaning is over when the operation that stored the clean, write-protected entry is over: range_end lies inside it. A new fault of the device for writing makes
/// the CPU's entry writable before it maps, so an entry that is still clean and write-protected says that there was none. fork and mprotect leave the dirty bit
/// and are not spoken of; another frame than the entry's is another page.
/// </remarks>
public sealed class NoWriteToCleanedPage : Rule, IHandle<SecondaryAccessed>
{
    private static readonly Reason Written = new("S03.written",
        "{culprit} after {clean} had cleaned and write-protected the page, and that operation is over: writeback does not know of it.");

    public override RuleInfo Info { get; } = new("S03", nameof(NoWriteToCleanedPage), Severity.High, Fault.Core, Era.All,
        "No device writes to a page that was cleaned for writeback without a new fault.",
        "mm/rmap.c, page_mkclean: the next write has to fault, so that the page is marked dirty",
        EventKindSet.Of(EventKind.SecondaryAccessed, EventKind.PteChanged, EventKind.OperationEnded), [Written])
    {
        Kind = FindingKind.Outcome,
        Counterexample = "run · D map 0x1000 pfn=1 rw · A op mkclean · A clear 0x1000 old=pfn1:rw:dirty · A set 0x1000 pfn=1 · A op-end · D access 0x1000 w",
    };

    public void On(in SecondaryAccessed access, MachineState state, Verdicts verdicts) => DeviceWrites.Judge(in access, IsCleaned, Written, "clean", state, verdicts);

    private static bool IsCleaned(in PageRecord record) => record.Former.IsDirty && !record.Store.New.IsDirty && !record.Store.New.IsWritable;
}
