using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.Invalidation;

/// <summary>D16: a callback zaps what overlaps <c>[start, end)</c>, neither a page less at an edge nor the page behind it.</summary>
/// <remarks>
/// Judged by contrast. Missed: other entries of the range went and exactly one stayed, at its first or its last page. One too many: the entry next to the
/// range went, and it alone, while the driver kept others; said only of drivers that count open ranges and so have entries of their own: an IOMMU may empty
/// its cache, and others drop whole objects.
/// </remarks>
public sealed class OverlapTestIsExact : Rule, IHandle<InvalidationReturned>
{
    private static readonly Reason Missed = new("D16.missed", "{culprit} after {zapped}, but {entry} at the range's edge is still set: the range is [start, end).");

    private static readonly Reason Beyond = new("D16.beyond", "{culprit} after {zapped}, which only touches the range: end is the first address outside it.");

    public override RuleInfo Info { get; } = new("D16", nameof(OverlapTestIsExact), Severity.High, Fault.Driver, Era.All,
        "A callback zaps the entries that overlap [start, end) and leaves those that merely touch it.",
        "interval trees of drivers hold inclusive ends: amdgpu of 4.13 subtracts one",
        EventKindSet.Of(EventKind.CallbackReturned, EventKind.SecondaryMapped, EventKind.SecondaryUnmapped), [Missed, Beyond])
    {
        Counterexample = "run · D map 0x1000 driver=kvm · D map 0x2000 · A cb-in kvm range-start 0x1000+2 · A zap 0x1000 · A cb-out kvm range-start 0x1000+2",
    };

    public void On(in InvalidationReturned returned, MachineState state, Verdicts verdicts)
    {
        var callback = returned.Callback;
        if (returned.Remains == Remains.Edge)
            verdicts.Violated(Missed, callback, callback.Mm, returned.Entry.Address, new Witness("entry", VmEvent.Of(returned.Entry)), new Witness("zapped", returned.Zapped));
        else if (returned.Remains == Remains.BeyondEdge)
            verdicts.Violated(Beyond, callback, callback.Mm, returned.Zapped.As<SecondaryUnmapped>().Address, new Witness("zapped", returned.Zapped));
        else if (returned.IsThorough) verdicts.Holds();
    }
}
