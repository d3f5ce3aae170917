using static Tracer.Traces.Ftrace.Definitions.DefinedKernels;
using static Tracer.Traces.Ftrace.Definitions.Make;

namespace Tracer.Traces.Ftrace.Definitions;

/// <summary>Notifier calls of the core, <c>mn</c>, and the callbacks of KVM, <c>kv</c>.</summary>
internal static class NotifierDefinitions
{
    public static IReadOnlyList<ProbeDefinition> All { get; } =
    [
        Minimal(Entry(
            "mn/range_start", "__mmu_notifier_invalidate_range_start(range)",
            "range mm=range->mm start=range->start end=range->end flags=range->flags:x32 event=range->event:u32")),
        Minimal(Return("mn/range_start_ret", "__mmu_notifier_invalidate_range_start", "ret=$retval:s32")),
        Minimal(Entry(
            "mn/range_end", "__mmu_notifier_invalidate_range_end(range, only_end)",
            "range mm=range->mm start=range->start end=range->end flags=range->flags:x32 event=range->event:u32 only_end=only_end:u8") with { Kernels = Until(6, 5) }),
        Minimal(Entry(
            "mn/range_end", "__mmu_notifier_invalidate_range_end(range)",
            "range mm=range->mm start=range->start end=range->end flags=range->flags:x32 event=range->event:u32") with { Kernels = Since(6, 6) }),
        Return("mn/range_end_ret", "__mmu_notifier_invalidate_range_end"),
        Minimal(Entry("mn/invalidate_range", "__mmu_notifier_invalidate_range(mm, start, end)", "mm start end") with { Kernels = Until(6, 5) }),
        Minimal(Entry("mn/arch_invalidate_secondary_tlbs", "__mmu_notifier_arch_invalidate_secondary_tlbs(mm, start, end)", "mm start end") with { Kernels = Since(6, 6) }),
        Entry("mn/change_pte", "__mmu_notifier_change_pte(mm, address, pte)", "mm addr=address pte") with { Kernels = Until(6, 9) },
        Entry("mn/clear_flush_young", "__mmu_notifier_clear_flush_young(mm, start, end)", "mm start end"),
        Entry("mn/clear_young", "__mmu_notifier_clear_young(mm, start, end)", "mm start end"),
        Entry("mn/test_young", "__mmu_notifier_test_young(mm, address)", "mm addr=address"),
        Minimal(Entry("mn/release", "__mmu_notifier_release(mm)", "mm")),
        Return("mn/release_ret", "__mmu_notifier_release"),
        Minimal(Entry("mn/register", "__mmu_notifier_register(subscription, mm)", "subscription mm")),
        Return("mn/register_ret", "__mmu_notifier_register", "ret=$retval:s32"),
        Entry("mn/unregister", "mmu_notifier_unregister(subscription, mm)", "subscription mm"),

        Minimal(Entry("kv/inv_start", "kvm_mmu_notifier_invalidate_range_start(mn, range)", "mn range mm=range->mm start=range->start end=range->end")),
        Minimal(Return("kv/inv_start_ret", "kvm_mmu_notifier_invalidate_range_start", "ret=$retval:s32")),
        Minimal(Entry("kv/inv_end", "kvm_mmu_notifier_invalidate_range_end(mn, range)", "mn range mm=range->mm start=range->start end=range->end")),
        Entry("kv/inv_range", "kvm_mmu_notifier_invalidate_range(mn, mm, start, end)", "mn mm start end") with { Kernels = Until(6, 5) },
        Entry("kv/change_pte", "kvm_mmu_notifier_change_pte(mn, mm, address, pte)", "mn mm addr=address pte") with { Kernels = Until(6, 9) },
        Entry("kv/clear_flush_young", "kvm_mmu_notifier_clear_flush_young(mn, mm, start, end)", "mn mm start end"),
        Entry("kv/clear_young", "kvm_mmu_notifier_clear_young(mn, mm, start, end)", "mn mm start end"),
        Entry("kv/test_young", "kvm_mmu_notifier_test_young(mn, mm, address)", "mn mm addr=address"),
        Entry("kv/release", "kvm_mmu_notifier_release(mn, mm)", "mn mm"),
        Return("kv/is_page_fault_stale_ret", "is_page_fault_stale", "ret=$retval:u8") with { Kernels = Since(5, 16) },
        Tracepoint("kvmmmu/kvm_tdp_mmu_spte_changed"),
        Tracepoint("kvm/kvm_page_fault"),
    ];

    private static ProbeDefinition Minimal(ProbeDefinition definition) => definition with { IsMinimal = true };
}
