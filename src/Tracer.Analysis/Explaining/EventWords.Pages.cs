using Tracer.Events;

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

    private static string Frame(Pfn pfn, int order) => $"pfn {pfn}{If(order > 0, $", order {order}")}";
}
