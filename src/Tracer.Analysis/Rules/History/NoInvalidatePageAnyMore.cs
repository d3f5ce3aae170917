using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.History;

/// <summary>P05: 4.13 took invalidate_page away, so whoever records one has mistaken something else for it.</summary>
public sealed class NoInvalidatePageAnyMore : Rule, IHandle<PageInvalidated>, IHandle<RangeEndEntered>
{
    private static readonly Reason Gone = new("P05.gone",
        "{culprit} on a kernel that has none: the probe that tells it is not what it is named after.");

    public override RuleInfo Info { get; } = new("P05", nameof(NoInvalidatePageAnyMore), Severity.Low, Fault.Core, Era.All & ~(Era.WithInvalidatePage | Era.E4),
        "There is no invalidate_page since 4.13.",
        "commit 5f32b265400d; captures of 6.1 and 6.12 show none",
        EventKindSet.Of(EventKind.PageInvalidated), [Gone])
    {
        Counterexample = "run · A lock ptl1 · A clear 0x1000 fn=try_to_unmap_one · A ip 0x1000",
    };

    public void On(in PageInvalidated page, MachineState state, Verdicts verdicts) => verdicts.Violated(Gone, page, page.Mm, page.Address);

    // What invalidate_page was for is told by ranges.
    public void On(in RangeEndEntered end, MachineState state, Verdicts verdicts) => verdicts.Holds();
}
