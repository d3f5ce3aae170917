using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers;

/// <summary>D18: a callback goes through its whole range, not only the first page of it.</summary>
/// <remarks>
/// Some entries of the range went and others, wholly in it, stayed. One alone that stayed at the range's first or last page is D16's, small entries over one huge page
/// are D17's, and where nothing went at all it is D11's.
/// </remarks>
public sealed class CallbackCoversWholeRange : Rule, IHandle<InvalidationReturned>
{
    private static readonly Reason Rest = new("D18.rest", "{culprit} after {zapped}, but {entry} in the same range is still set.");

    public override RuleInfo Info { get; } = new("D18", Severity.Medium, Fault.Driver, Era.All,
        "A callback that is given a range of several pages drops them all.",
        "powernv's NPU loops over the pages of a range; AMD's IOMMU flushes everything if there is more than one",
        EventKindSet.Of(EventKind.CallbackReturned, EventKind.SecondaryMapped, EventKind.SecondaryUnmapped), [Rest])
    {
        Counterexample = "run · D map 0x1000 driver=npu · D map 0x2000 · D map 0x3000 · A cb-in npu InvalidateRange 0x1000+3 · A zap 0x1000 · A cb-out npu InvalidateRange 0x1000+3",
    };

    public void On(in InvalidationReturned returned, MachineState state, Verdicts verdicts)
    {
        var callback = returned.Callback;
        if (returned.Remains == Remains.Rest)
            verdicts.Violated(Rest, callback, callback.Mm, returned.Entry.Address, new Witness("entry", VmEvent.Of(returned.Entry)), new Witness("zapped", returned.Zapped));
        else if (returned is { Remains: Remains.Nothing, Zapped.Header.Kind: not EventKind.None }) verdicts.Holds();
    }
}
