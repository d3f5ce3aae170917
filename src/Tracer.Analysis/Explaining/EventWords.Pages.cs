namespace Tracer.Analysis.Explaining;

// Pages, and who uses them.
public sealed partial class EventWords
{
    private static string Say(in PageAllocated page) => $"allocates {Frame(page.Pfn, page.Order)}, generation {page.Generation}";

    private static string Say(in PageFreed page) => $"frees {Frame(page.Pfn, page.Order)}";

    private string Say(in SecondaryMapped mapped) =>
        $"{names.Of(mapped.Driver)} maps {mapped.Address} to pfn {mapped.Pfn}{If(!mapped.Writable, " read-only")}{If(mapped.Level != TableLevel.Pte, $", a {Level(mapped.Level)}")}";

    private string Say(in SecondaryUnmapped unmapped) => $"{names.Of(unmapped.Driver)} zaps {unmapped.Address}, pfn {unmapped.Pfn}";

    private string Say(in SecondaryAccessed access) =>
        $"{names.Of(access.Driver)} {(access.Write ? "writes" : "reads")} {access.Address}, pfn {access.Pfn}";

    private string Say(in SecondaryFaultBegan fault) => $"{names.Of(fault.Driver)} faults on {fault.Address}{If(fault.Write, " for write")}";

    private string Say(in SecondaryFaultEnded fault) =>
        $"{names.Of(fault.Driver)} ends its fault on {fault.Address}{If(!fault.Mapped, " without mapping it")}";

    private static string Say(in CpuAccessed access) =>
        $"{(access.Write ? "writes" : "reads")} {access.Address}, pfn {access.Pfn}{If(access.FromTlb, ", by a cached TLB entry")}";

    private string Say(in InvalidationSampled sampled) =>
        $"{names.Of(sampled.Driver)} samples its sequence, {sampled.InvalidationSequence}, for {sampled.Address}";

    private string Say(in PageLookedUp found) => $"{names.Of(found.Driver)} looks up {found.Address} and finds pfn {found.Pfn}";

    private string Say(in RetryTested test) =>
        $"{names.Of(test.Driver)} tests whether {test.Address} was invalidated meanwhile: {(test.Stale ? "it was" : "it was not")}";

    private string Say(in InvalidationCounted counted) => $"{names.Of(counted.Driver)} {counted.Step switch
    {
        CounterStep.CountRaised => "raises its count of open ranges",
        CounterStep.SequenceMoved => $"moves its sequence to {counted.InvalidationSequence}",
        _ => "lowers its count of open ranges",
    }}{If(counted is { Open: >= 0, Step: not CounterStep.SequenceMoved }, $" to {counted.Open}")}";

    private string Say(in SecondaryBound bound) =>
        $"{names.Of(bound.Driver)}'s device {(bound.Bound ? "may walk" : "may no longer walk")} the page table of mm {names.Of(bound.Mm)}";

    private string Say(in DirtyTransferred dirty) =>
        $"marks pfn {dirty.Pfn} dirty from the entry of {dirty.Address}{If(dirty.Driver.Value != 0, $" of {names.Of(dirty.Driver)}")}";

    private string Say(in VmaChanged vma) => $"{(vma.Change == VmaChange.Added ? "adds" : "removes")} the region {vma.Extent}{Of(vma.Mm)}";

    private static string Frame(Pfn pfn, int order) => $"pfn {pfn}{If(order > 0, $", order {order}")}";
}
