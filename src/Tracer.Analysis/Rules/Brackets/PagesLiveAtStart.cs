using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>N16: until every start callback has returned, devices may use what the range maps.</summary>
public sealed class PagesLiveAtStart : Rule, IHandle<RangeStartReturned>
{
    private static readonly Reason Freed = new("N16.freed",
        "{mapping} still maps the page that {freed} gave away, when {culprit}: devices have used it until now.");

    public override RuleInfo Info { get; } = new("N16", nameof(PagesLiveAtStart), Severity.High, Fault.Core, Era.All,
        "No page that the range maps is freed before all start callbacks have returned.",
        "include/linux/mmu_notifier.h: pages in the range still have at least one reference when range_start is called",
        EventKindSet.Of(EventKind.RangeStartReturned, EventKind.PageFreed, EventKind.PteChanged), [Freed])
    {
        OnlyRunsShow = Era.All,
        Counterexample = "run · A alloc pfn=1 · A lock ptl1 · A set 0x1000 pfn=1 old=none · A unlock ptl1 · A free pfn=1 · A start 0x1000+1",
    };

    public void On(in RangeStartReturned start, MachineState state, Verdicts verdicts)
    {
        if (start.Result != 0 || state.Mm(start.Mm).IsReleased) return;
        var search = new Search(state);
        state.Mm(start.Mm).Pages.Visit(start.Extent, ref search);
        if (search.Freed is { } record)
            verdicts.Violated(Freed, start, start.Mm, record.Store.Address,
                new Witness("mapping", VmEvent.Of(record.Store)), new Witness("freed", state.Frame(record.Store.New.Pfn)!.Value.Freed));
        else if (search.Found) verdicts.Holds();
    }

    private struct Search(MachineState state) : IPageVisitor
    {
        public bool Found { get; private set; }

        public PageRecord? Freed { get; private set; }

        public bool Visit(in PageRecord record)
        {
            if (state.Frame(record.Store.New.Pfn) is not { } frame) return true;
            Found = true;
            if (frame.IsFree) Freed = record;
            return Freed is null;
        }
    }
}
