using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.Invalidation;

/// <summary>D17: where the driver's entries are larger than the range, or smaller than the CPU's entry, all that touch it go.</summary>
/// <remarks>
/// Larger: an entry that lies only partly in the range is still set, and none that lies wholly in it is. That nothing else went does not matter: a range rounded
/// inwards to the entry's size is empty. Smaller: of the entries over one huge page of the CPU some went and some stayed.
/// </remarks>
public sealed class GranulesAreRoundedOut : Rule, IHandle<InvalidationReturned>
{
    private static readonly Reason InPart = new("D17.in-part",
        "{culprit}, and {entry}, part of which lies in the range, is still set: through it the device reaches a page that is about to change.");

    private static readonly Reason SubEntries = new("D17.sub-entries",
        "{culprit} after {zapped}, but {entry} over the same huge page is still set: the huge page goes as a whole.");

    public override RuleInfo Info { get; } = new("D17", nameof(GranulesAreRoundedOut), Severity.Critical, Fault.Driver, Era.All,
        "A callback zaps every entry that touches the range, whatever the size of the driver's entries.",
        "SGI GRU maps huge pages in entries of 4 KiB; Andrea Arcangeli, 2010-01-28",
        EventKindSet.Of(EventKind.CallbackReturned, EventKind.SecondaryMapped, EventKind.SecondaryUnmapped), [InPart, SubEntries])
    {
        Counterexample = "run · D map 0x200000 level=pmd driver=kvm · A cb-in kvm range-start 0x201000+1 · A cb-out kvm range-start 0x201000+1",
    };

    public void On(in InvalidationReturned returned, MachineState state, Verdicts verdicts)
    {
        var callback = returned.Callback;
        if (returned.Remains == Remains.HugeInPart) verdicts.Violated(InPart, callback, callback.Mm, returned.Entry.Address, new Witness("entry", VmEvent.Of(returned.Entry)));
        else if (returned.Remains == Remains.RestOfHuge)
            verdicts.Violated(SubEntries, callback, callback.Mm, returned.Entry.Address, new Witness("entry", VmEvent.Of(returned.Entry)), new Witness("zapped", returned.Zapped));
        else if (returned.IsThorough) verdicts.Holds();
    }
}
