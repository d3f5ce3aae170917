namespace Tracer.Traces.Ftrace.Definitions;

/// <summary>Where x86-64 kernels of mainline have the members that probes fetch. From 6.1 on the offsets are those of captures; older ones are from the sources.</summary>
internal static class KernelStructures
{
    // The kernel calls a parameter of such a type by one name.
    private static readonly Dictionary<string, string> OfParameter = new(StringComparer.Ordinal)
    {
        ["vma"] = "vm_area_struct", ["dst_vma"] = "vm_area_struct", ["src_vma"] = "vm_area_struct",
        ["range"] = "mmu_notifier_range", ["pvmw"] = "page_vma_mapped_walk", ["vmf"] = "vm_fault", ["tlb"] = "mmu_gather", ["pmc"] = "pagetable_move_control",
    };

    private static readonly (string Structure, KernelVersion Since, (string Member, int Offset)[] Members)[] Layouts =
    [
        ("vm_area_struct", new(5, 10), [("vm_start", 0), ("vm_end", 8), ("vm_mm", 64)]),
        ("vm_area_struct", new(6, 1), [("vm_start", 0), ("vm_end", 8), ("vm_mm", 16)]),
        ("mmu_notifier_range", new(5, 10), [("mm", 8), ("start", 16), ("end", 24), ("flags", 32), ("event", 36)]),
        ("mmu_notifier_range", new(6, 3), [("mm", 0), ("start", 8), ("end", 16), ("flags", 24), ("event", 28)]),
        ("page_vma_mapped_walk", new(5, 10), [("vma", 8), ("address", 16), ("pmd", 24), ("pte", 32), ("ptl", 40)]),
        ("page_vma_mapped_walk", new(5, 18), [("vma", 24), ("address", 32), ("pmd", 40), ("pte", 48), ("ptl", 56)]),
        ("vm_fault", new(5, 10), [("vma", 0), ("address", 24), ("orig_pte", 48), ("pte", 72), ("ptl", 80)]),
        ("vm_fault", new(5, 12), [("vma", 0), ("address", 24), ("orig_pte", 56), ("pte", 80), ("ptl", 88)]),
        ("vm_fault", new(5, 18), [("vma", 0), ("address", 24), ("orig_pte", 64), ("pte", 88), ("ptl", 96)]),
        ("mmu_gather", new(5, 10), [("mm", 0), ("start", 16), ("end", 24)]),
        ("pagetable_move_control", new(6, 15), [("old_addr", 16), ("new_addr", 32), ("len_in", 40)]),
    ];

    /// <summary>Kernels at which a layout changes, oldest first.</summary>
    public static IReadOnlyList<KernelVersion> Changes { get; } = [.. Layouts.Select(layout => layout.Since).Distinct().Order()];

    /// <summary>The structure that a parameter of this name points to.</summary>
    public static string Of(string parameter) => OfParameter[parameter];

    /// <summary>Null if the structure has no such member, or is younger than the kernel.</summary>
    public static int? OffsetOf(string structure, string member, KernelVersion kernel)
    {
        foreach (var (name, since, members) in Layouts.Reverse())
        {
            if (name != structure || since > kernel) continue;
            foreach (var (of, offset) in members)
                if (of == member) return offset;
            return null;
        }

        return null;
    }
}
