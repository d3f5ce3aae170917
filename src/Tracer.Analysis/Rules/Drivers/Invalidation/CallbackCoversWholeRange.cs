using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.Invalidation;

/// <summary>D18: a callback goes through its whole range, not only the first page of it.</summary>
/// <remarks>Some entries of the range went and others, wholly in it, stayed.</remarks>
public sealed class CallbackCoversWholeRange : Rule, IHandle<InvalidationReturned>
{
    private static readonly Reason Rest = new("D18.rest", "{culprit} after {zapped}, but {entry} in the same range is still set.");

    public override RuleInfo Info { get; } = new("D18", nameof(CallbackCoversWholeRange), Severity.Medium, Fault.Driver, Era.All,
        "A callback that is given a range of several pages drops them all.",
        "powernv's NPU loops over the pages of a range; AMD's IOMMU flushes everything if there is more than one",
        EventKindSet.Of(EventKind.CallbackReturned, EventKind.SecondaryMapped, EventKind.SecondaryUnmapped), [Rest])
    {
        YieldsTo =
        [
            new("D16.missed", "one entry alone stayed, at an edge: the test of the edge is what is wrong")
            {
                Example = "run · D register npu traits=invalidate-range · D map 0x1000 driver=npu · D map 0x2000"
                    + " · A cb-in npu InvalidateRange 0x1000+2 · A zap 0x1000 · A cb-out npu InvalidateRange 0x1000+2",
            },
            new("D17.sub-entries", "what went and what stayed lie over one huge page: that goes as a whole")
            {
                Example = "run · D register gru traits=range-start+range-end · A set-huge 0x200000 pfn=1024 rw old=none · D map 0x200000 driver=gru · D map 0x205000 · D map 0x206000"
                    + " · A cb-in gru range-start 0x200000+2M · A zap 0x200000 · A cb-out gru range-start 0x200000+2M",
            },
        ],
        Counterexample = "run · D register npu traits=invalidate-range · D map 0x1000 driver=npu · D map 0x2000 · D map 0x3000"
            + " · A cb-in npu InvalidateRange 0x1000+3 · A zap 0x1000 · A cb-out npu InvalidateRange 0x1000+3",
    };

    public void On(in InvalidationReturned returned, MachineState state, Verdicts verdicts)
    {
        var callback = returned.Callback;
        if (returned.Remains == Remains.Rest)
            verdicts.Violated(Rest, callback, callback.Mm, returned.Entry.Address, new Witness("entry", VmEvent.Of(returned.Entry)), new Witness("zapped", returned.Zapped));
        else if (returned.IsThorough) verdicts.Holds();
    }
}
