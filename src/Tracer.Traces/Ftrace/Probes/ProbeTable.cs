using Means = Tracer.Traces.Ftrace.Probes.ProbeMeaning;

namespace Tracer.Traces.Ftrace.Probes;

/// <summary>What is mapped to what: one list of rows for what all kernels have, one for each generation. A new probe is a new row.</summary>
internal static class ProbeTable
{
    private static readonly ProbeRow[] Locks =
    [
        new("spin_lock", Means.SpinCalled) { On = "_raw_spin_lock" },
        new("spin_locked", Means.SpinReturned) { On = "_raw_spin_lock", Site = SiteForm.Symbol },
        new("spin_unlock", Means.SpinReleased) { On = "_raw_spin_unlock" },
        new("spin_trylock", Means.TrylockCalled) { On = "_raw_spin_trylock" },
        new("spin_trylock_ret", Means.TrylockReturned) { On = "_raw_spin_trylock", Site = SiteForm.Symbol },
        new("rt_spin_lock", Means.SpinCalled),
        new("rt_spin_locked", Means.SpinReturned) { On = "rt_spin_lock", Site = SiteForm.Symbol },
        new("rt_spin_unlock", Means.SpinReleased),
        new("rt_spin_trylock", Means.TrylockCalled),
        new("rt_spin_trylock_ret", Means.TrylockReturned) { Site = SiteForm.Symbol },
        new("read_lock", Means.RwSpinAcquired) { On = "_raw_read_lock", LockMode = LockMode.Shared },
        new("read_unlock", Means.RwSpinReleased) { On = "_raw_read_unlock", LockMode = LockMode.Shared },
        new("write_lock", Means.RwSpinAcquired) { On = "_raw_write_lock" },
        new("write_unlock", Means.RwSpinReleased) { On = "_raw_write_unlock" },
        new("down_read", Means.SleeperAcquired) { LockType = LockType.RwSemaphore, LockMode = LockMode.Shared },
        new("down_read_killable", Means.SleeperAcquired) { LockType = LockType.RwSemaphore, LockMode = LockMode.Shared },
        new("down_read_trylock", Means.SleeperTried) { LockType = LockType.RwSemaphore, LockMode = LockMode.Shared },
        new("up_read", Means.SleeperReleased) { LockType = LockType.RwSemaphore, LockMode = LockMode.Shared },
        new("down_write", Means.SleeperAcquired) { LockType = LockType.RwSemaphore },
        new("down_write_killable", Means.SleeperAcquired) { LockType = LockType.RwSemaphore },
        new("down_write_trylock", Means.SleeperTried) { LockType = LockType.RwSemaphore },
        new("up_write", Means.SleeperReleased) { LockType = LockType.RwSemaphore },
        new("downgrade_write", Means.SleeperDowngraded) { LockType = LockType.RwSemaphore },
        new("mutex_lock", Means.SleeperAcquired) { LockType = LockType.Mutex },
        new("mutex_unlock", Means.SleeperReleased) { LockType = LockType.Mutex },
        new("mmap_lock_start_locking", Means.MmapLockStarted) { IsTracepoint = true },
        new("mmap_lock_acquire_returned", Means.MmapLockReturned) { IsTracepoint = true },
        new("mmap_lock_released", Means.MmapLockReleased) { IsTracepoint = true },
        new("srcu_read_lock", Means.SrcuEntered) { On = "__srcu_read_lock" },
        new("srcu_read_unlock", Means.SrcuLeft) { On = "__srcu_read_unlock" },
        new("cond_resched", Means.SleepPoint) { On = "__cond_resched" },
        new("lock_acquire", Means.LockdepAcquired) { Body = BodyForm.Lockdep },
        new("lock_acquired", Means.LockdepAcquired) { Body = BodyForm.Lockdep },
        new("lock_contended", Means.LockdepContended) { Body = BodyForm.Lockdep },
        new("lock_release", Means.LockdepReleased) { Body = BodyForm.Lockdep },
    ];

    private static readonly ProbeRow[] Tasks =
    [
        new("sys_enter", Means.SyscallEntered) { Body = BodyForm.Syscall },
        new("sys_exit", Means.SyscallLeft) { Body = BodyForm.Syscall },
        new("page_fault_user", Means.UserFault) { IsTracepoint = true },
        new("sched_switch", Means.Switched) { Body = BodyForm.Switch },
        new("sched_process_exit", Means.Exited) { IsTracepoint = true },
    ];

    private static readonly ProbeRow[] Notifiers =
    [
        new("range_start", Means.RangeStartEntered) { On = "__mmu_notifier_invalidate_range_start" },
        new("range_start_ret", Means.RangeStartReturned) { On = "__mmu_notifier_invalidate_range_start", Site = SiteForm.Symbol },
        new("range_end", Means.RangeEndEntered) { On = "__mmu_notifier_invalidate_range_end" },
        new("range_end_ret", Means.RangeEndReturned) { On = "__mmu_notifier_invalidate_range_end", Site = SiteForm.Symbol },
        new("clear_flush_young", Means.Aged) { On = "__mmu_notifier_clear_flush_young", Ageing = Ageing.ClearFlushYoung },
        new("clear_young", Means.Aged) { On = "__mmu_notifier_clear_young", Ageing = Ageing.ClearYoung },
        new("test_young", Means.Aged) { On = "__mmu_notifier_test_young", Ageing = Ageing.TestYoung },
        new("release", Means.ReleaseEntered) { On = "__mmu_notifier_release" },
        new("release_ret", Means.ReleaseReturned) { On = "__mmu_notifier_release", Site = SiteForm.Symbol },
        new("register", Means.RegisterEntered) { On = "__mmu_notifier_register" },
        new("register_ret", Means.RegisterReturned) { On = "__mmu_notifier_register", Site = SiteForm.Symbol },
        new("unregister", Means.Unregistered) { On = "mmu_notifier_unregister" },
        new("inv_start", Means.CallbackEntered) { On = "kvm_mmu_notifier_invalidate_range_start", Callback = CallbackKind.RangeStart, Site = SiteForm.Symbol },
        new("inv_start_ret", Means.CallbackReturned) { On = "kvm_mmu_notifier_invalidate_range_start", Callback = CallbackKind.RangeStart, Site = SiteForm.Symbol },
        new("inv_end", Means.CallbackEntered) { On = "kvm_mmu_notifier_invalidate_range_end", Callback = CallbackKind.RangeEnd, Site = SiteForm.Symbol },
        new("clear_flush_young", Means.CallbackEntered) { On = "kvm_mmu_notifier_clear_flush_young", With = Field.Mn, Callback = CallbackKind.ClearFlushYoung, Site = SiteForm.Symbol },
        new("clear_young", Means.CallbackEntered) { On = "kvm_mmu_notifier_clear_young", With = Field.Mn, Callback = CallbackKind.ClearYoung, Site = SiteForm.Symbol },
        new("test_young", Means.CallbackEntered) { On = "kvm_mmu_notifier_test_young", With = Field.Mn, Callback = CallbackKind.TestYoung, Site = SiteForm.Symbol },
        new("release", Means.CallbackEntered) { On = "kvm_mmu_notifier_release", With = Field.Mn, Callback = CallbackKind.Release, Site = SiteForm.Symbol },
    ];

    private static readonly ProbeRow[] SecondaryMmus =
    [
        // A workload that runs a guest writes into the trace where the guest's memory lies; no probe of the kernel tells.
        new("tracing_mark_write", Means.GuestMemoryTold) { Body = BodyForm.Slots },
        new("print", Means.GuestMemoryTold) { Body = BodyForm.Slots },
        new("kvm_tdp_mmu_spte_changed", Means.SecondaryEntryStored) { Body = BodyForm.SecondaryEntry },
        new("kvm_page_fault", Means.GuestFaulted) { Body = BodyForm.GuestFault },
        new("is_page_fault_stale_ret", Means.RetryTested),
        new("count_inc", Means.InvalidationCounted) { Step = CounterStep.CountRaised, Site = SiteForm.Name },
        new("seq_bump", Means.InvalidationCounted) { Step = CounterStep.SequenceMoved, Site = SiteForm.Name },
        new("count_dec", Means.InvalidationCounted) { Step = CounterStep.CountLowered, Site = SiteForm.Name },
    ];

    private static readonly ProbeRow[] Functions =
    [
        Function("handle_mm_fault", FunctionShape.Around) with { ServesFault = true },
        Function("wp_page_copy", FunctionShape.From, teaches: true),
        Function("unmap_page_range", FunctionShape.From),
        Function("change_protection", FunctionShape.From),
        Function("copy_page_range", FunctionShape.Copy),
        Function("move_page_tables", FunctionShape.Move),
        Function("try_to_unmap_one", FunctionShape.From) with { IsOfRmapWalk = true },
        Function("try_to_migrate_one", FunctionShape.From) with { IsOfRmapWalk = true },
        Function("page_mkclean_one", FunctionShape.From) with { IsOfRmapWalk = true },
        Function("page_vma_mkclean_one", FunctionShape.Nothing) with { IsOfRmapWalk = true },
        Function("collapse_huge_page", FunctionShape.Around),
        Function("__split_huge_pmd", FunctionShape.Around, teaches: true),
        Function("write_protect_page", FunctionShape.Nothing),
        Function("try_to_merge_one_page", FunctionShape.Nothing),
        Open("remove_migration_pte", FunctionShape.From) with { IsOfRmapWalk = true },
        Open("folio_referenced_one", FunctionShape.From) with { IsOfRmapWalk = true },
        Open("madvise_free_pte_range", FunctionShape.From),
        Open("madvise_cold_or_pageout", FunctionShape.From),
        Open("change_huge_pmd", FunctionShape.Around),
        Open("zap_huge_pmd", FunctionShape.Around),
        Open("copy_huge_pmd", FunctionShape.Copy),
        Open("__unmap_hugepage_range", FunctionShape.From),
        Open("__replace_page", FunctionShape.From),
        Open("free_pgtables", FunctionShape.Nothing),
        Left("wp_page_copy_ret"),
        Left("unmap_page_range_ret"),
        Left("change_protection_ret"),
        Left("copy_page_range_ret"),
        Left("move_page_tables_ret"),
        Left("try_to_unmap_one_ret") with { IsOfRmapWalk = true },
        Left("try_to_migrate_one_ret") with { IsOfRmapWalk = true },
        Left("page_mkclean_one_ret") with { IsOfRmapWalk = true },
        Left("page_vma_mkclean_one_ret") with { IsOfRmapWalk = true },
        Left("collapse_huge_page_ret"),
        Left("__split_huge_pmd_ret"),
        Left("write_protect_page_ret"),
        Left("try_to_merge_one_page_ret"),
        Left("handle_mm_fault_ret") with { ServesFault = true },
    ];

    private static readonly ProbeRow[] Entries =
    [
        Store("set_pte", PteOperation.Set, TableLevel.Pte, Field.New, Field.Old),
        Store("set_ptes", PteOperation.Set, TableLevel.Pte, Field.New, Field.Old),
        Store("set_pmd", PteOperation.Set, TableLevel.Pmd, Field.New, Field.Old),
        Store("set_pud", PteOperation.Set, TableLevel.Pud, Field.New, Field.Old),
        Store("xchg", PteOperation.Clear, TableLevel.Pte, Field.New, Field.Old),
        Store("wrprotect", PteOperation.WriteProtect, TableLevel.Pte, Field.Old),
        Store("cmpxchg", PteOperation.Set, TableLevel.Pte, Field.New, Field.Old),
        Store("modify_start", PteOperation.ModifyStart, TableLevel.Pte, Field.Old),
        Store("modify_commit", PteOperation.ModifyCommit, TableLevel.Pte, Field.New),
        Store("clear_young", PteOperation.ClearYoung, TableLevel.Pte, Field.Old),
        Store("clear_full", PteOperation.Clear, TableLevel.Pte, Field.Old),
        Call("ptep_clear_flush", PteOperation.Clear, TableLevel.Pte, "xchg__ptep_clear_flush_"),
        Call("pmdp_huge_clear_flush", PteOperation.Clear, TableLevel.Pmd, "xchg__pmdp_huge_clear_flush_"),
        Call("pmdp_collapse_flush", PteOperation.Clear, TableLevel.Pmd, "xchg__pmdp_collapse_flush_"),
        Call("pmdp_invalidate", PteOperation.Invalidate, TableLevel.Pmd, "xchg__pmdp_invalidate_"),
        Shown("ptep_set_access_flags"),
        Shown("pmdp_set_access_flags"),
        Shown("ptep_test_and_clear_young"),
        Shown("ptep_clear_flush_young"),
        Shown("pmdp_clear_flush_young"),
        Shown("page_vma_mapped_walk"),
        Shown("do_wp_page"),
        Shown("pte_offset_map_lock_ret") with { On = "__pte_offset_map_lock" },
        Shown("pte_offset_map_lock") with { On = "__pte_offset_map_lock" },
        Shown("pte_offset_map_nolock"),
        Shown("pte_offset_map_ro_nolock"),
        Shown("pte_offset_map_ro_nolock_ret"),
        Shown("pte_offset_map_rw_nolock"),
        Shown("pte_offset_map_rw_nolock_ret"),
        new("flush_tlb_mm_range", Means.TlbFlushed),
        new("arch_tlbbatch_flush", Means.BatchFlushed),
        new("tlb_gather_mmu", Means.GatherBegan),
        new("tlb_flush_mmu", Means.GatherFlushed),
        new("tlb_finish_mmu", Means.GatherFinished),
        new("___pte_free_tlb", Means.TableQueued),
        new("mm_page_free", Means.PageFreed) { IsTracepoint = true },
    ];

    private static readonly ProbeRow[] Until65 =
    [
        new("invalidate_range", Means.RangeInvalidated) { On = "__mmu_notifier_invalidate_range" },
        new("change_pte", Means.PteChangeNotified) { On = "__mmu_notifier_change_pte" },
        new("inv_range", Means.CallbackEntered) { On = "kvm_mmu_notifier_invalidate_range", Callback = CallbackKind.InvalidateRange, Site = SiteForm.Symbol },
        new("change_pte", Means.CallbackEntered) { On = "kvm_mmu_notifier_change_pte", With = Field.Mn, Callback = CallbackKind.ChangePte, Site = SiteForm.Symbol },
    ];

    private static readonly ProbeRow[] From66 =
    [
        new("arch_invalidate_secondary_tlbs", Means.RangeInvalidated) { On = "__mmu_notifier_arch_invalidate_secondary_tlbs" },
        new("change_pte", Means.PteChangeNotified) { On = "__mmu_notifier_change_pte" },
        new("change_pte", Means.CallbackEntered) { On = "kvm_mmu_notifier_change_pte", With = Field.Mn, Callback = CallbackKind.ChangePte, Site = SiteForm.Symbol },
    ];

    public static IEnumerable<ProbeRow> Of(KernelGeneration generation) =>
        [.. Locks, .. Tasks, .. Notifiers, .. SecondaryMmus, .. Functions, .. Entries, .. generation switch
        {
            KernelGeneration.Until65 => Until65,
            KernelGeneration.From66 => From66,
            _ => Until65.Union(From66),
        }];

    private static ProbeRow Function(string name, FunctionShape shape, bool teaches = false) =>
        new(name, Means.FunctionEntered) { Site = SiteForm.Name, Shape = shape, Teaches = teaches };

    private static ProbeRow Open(string name, FunctionShape shape) =>
        new(name, Means.FunctionEntered) { Site = SiteForm.Name, Shape = shape, Teaches = true, IsOpenEnded = true };

    private static ProbeRow Left(string name) => new(name, Means.FunctionLeft) { Site = SiteForm.Name };

    private static ProbeRow Store(string name, PteOperation operation, TableLevel level, params ReadOnlySpan<Field> values) =>
        new(name, Means.EntryStored) { Operation = operation, Level = level, Site = SiteForm.Name, Requires = FieldSet.Of(values) };

    private static ProbeRow Call(string name, PteOperation operation, TableLevel level, string store) =>
        new(name, Means.EntryClearCalled)
        {
            Operation = operation, Level = level, Store = store, Teaches = true,
            Requires = level == TableLevel.Pmd ? FieldSet.Of(Field.PmdPointer, Field.PmdValue) : FieldSet.Of(Field.PtePointer, Field.PteValue),
        };

    private static ProbeRow Shown(string name) => new(name, Means.EntryShown) { Teaches = true };
}
