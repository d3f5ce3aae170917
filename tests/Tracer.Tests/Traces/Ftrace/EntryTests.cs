namespace Tracer.Tests.Traces.Ftrace;

public sealed class EntryTests
{
    private const string Head = "             mmw-183     [000] ";
    private const string ClearFlush = Head + "...1.    39.1: ptep_clear_flush: (ptep_clear_flush+0x0/0x60) vma=0x1 mm=0xffff888100060480 addr=0x27f23000 ptep=0xffff888101b0c918 pte=0x800000013feb3865";

    [Fact]
    public void A_store_inside_a_probed_function_is_one_change_at_the_store()
    {
        var text = KernelText.Of(
            ClearFlush,
            Head + "d.Z..    39.2: xchg__ptep_clear_flush_c: (ptep_clear_flush+0xc/0x60) ptep=0xffff888101b0c918 new=0x0 old=0x800000013feb3865");
        var change = text.Only<PteChanged>();
        Assert.Equal(2, change.Header.Line());
        Assert.Equal((0x27f23000UL, 0x123, TableLevel.Pte, PteOperation.Clear), (change.Address.Value, change.Index, change.Level, change.Operation));
        Assert.Equal("0xffff888100060480", text.Names.Of(change.Mm));
        Assert.Equal("ptep_clear_flush", text.Function(change.Header));
        Assert.Equal((0x800000013feb3865UL, true), (change.Old.Bits, change.New.IsNone));
    }

    [Fact]
    public void A_helper_is_a_place_of_its_own_on_each_path_that_calls_it()
    {
        string Store(int tenth) => Head + $"d.Z..    39.{tenth}: xchg__ptep_clear_flush_c: (ptep_clear_flush+0xc/0x60) ptep=0xffff888101b0c918 new=0x0 old=0x800000013feb3865";
        var text = KernelText.Of(
            Store(0),
            Head + ".....    39.1: wp_page_copy: (wp_page_copy+0x0/0x8b0) vma=0x1 addr=0x27f23000",
            Store(2),
            Head + "d.Z..    39.3: set_pte__wp_page_copy_30b: (wp_page_copy+0x30b/0x8b0) ptep=0xffff888101b0c918 new=0x10643e025 old=0x0",
            Head + ".....    39.4: wp_page_copy_ret: (do_wp_page+0x1/0x2 <- wp_page_copy)",
            Head + ".....    39.5: page_mkclean_one: (page_mkclean_one+0x0/0xb0) vma=0x1 addr=0x27f23000",
            Store(6),
            Store(7));
        Assert.Equal(
            ["ptep_clear_flush", "ptep_clear_flush called from wp_page_copy", "wp_page_copy", "ptep_clear_flush called from page_mkclean_one", "ptep_clear_flush called from page_mkclean_one"],
            text.All<PteChanged>().Select(change => text.Names.PlaceOf(change.Header.Function)));
        Assert.Equal("ptep_clear_flush", Assert.Single(text.All<PteChanged>().Select(change => text.Function(change.Header)).Where(name => name != "wp_page_copy").Distinct()));
    }

    [Fact]
    public void Where_the_store_is_not_probed_the_change_is_at_the_call()
    {
        var change = KernelText.Of(ClearFlush).Only<PteChanged>();
        Assert.Equal((1L, 0x800000013feb3865UL, 0x27f23000UL), (change.Header.Line(), change.Old.Bits, change.Address.Value));
    }

    [Theory]
    [InlineData("set_pte__do_set_pte_184", "new=0x10643e025 old=0x0", PteOperation.Set, TableLevel.Pte, 0x10643e025)]
    [InlineData("set_pte__move_page_tables_4ba", "new=0x0 old=0x10643e025", PteOperation.Clear, TableLevel.Pte, 0)]
    [InlineData("xchg__unmap_page_range_a55", "new=0x0 old=0x8000000142994867", PteOperation.Clear, TableLevel.Pte, 0)]
    [InlineData("xchg__pmdp_invalidate_96", "new=0x8000000106800846 old=0x80000001068008e7", PteOperation.Invalidate, TableLevel.Pmd, 0x8000000106800846)]
    [InlineData("xchg__pudp_huge_clear_flush_1c", "new=0x0 old=0x80000001400008e7", PteOperation.Clear, TableLevel.Pud, 0)]
    [InlineData("wrprotect__copy_page_range_bb6", "old=0x800000013fec0867", PteOperation.WriteProtect, TableLevel.Pte, 0x800000013fec0865)]
    [InlineData("cmpxchg__copy_page_range_c3a", "old=0x8000000147a57867 new=0x8400000147a57825", PteOperation.WriteProtect, TableLevel.Pte, 0x8400000147a57825)]
    [InlineData("modify_start__change_protection_910", "old=0x8000000106c08827", PteOperation.ModifyStart, TableLevel.Pte, 0)]
    [InlineData("modify_commit__change_protection_9ee", "new=0x8000000106c08825", PteOperation.ModifyCommit, TableLevel.Pte, 0x8000000106c08825)]
    [InlineData("clear_young__ptep_test_and_clear_young_1d", "old=0x8000000106c08827", PteOperation.ClearYoung, TableLevel.Pte, 0x8000000106c08807)]
    [InlineData("clear_full__unmap_page_range_729", "old=0x80000001027c2025", PteOperation.Clear, TableLevel.Pte, 0)]
    [InlineData("set_pte__ptep_set_access_flags_29", "new=0x8000000106c08867 old=0x8000000106c08825", PteOperation.SetAccessFlags, TableLevel.Pte, 0x8000000106c08867)]
    [InlineData("set_pmd__pmd_install_a6", "new=0x1071b4067 old=0x0", PteOperation.Install, TableLevel.Pmd, 0x1071b4067)]
    [InlineData("set_pmd__collapse_huge_page_f27", "new=0x8000000106e008e7 old=0x0", PteOperation.Set, TableLevel.Pmd, 0x8000000106e008e7)]
    [InlineData("set_pud____pmd_alloc_121", "new=0x105f90067 old=0x0", PteOperation.Install, TableLevel.Pud, 0x105f90067)]
    [InlineData("set_pte__hugetlb_fault_2aa", "new=0x80000001072008e7 old=0x0", PteOperation.Set, TableLevel.Pmd, 0x80000001072008e7)]
    public void Every_store_says_what_it_makes_of_the_entry(string store, string fields, PteOperation operation, TableLevel level, ulong now)
    {
        var text = KernelText.Of(Head + $"d.Z..    39.2: {store}: (f+0x1/0x2) ptep=0xffff888101b0c918 {fields}");
        var change = text.Only<PteChanged>();
        Assert.Equal((operation, level, now), (change.Operation, change.Level, change.New.Bits));
        Assert.False(change.Address.IsKnown);
        Assert.Equal(default, change.Mm);
        Assert.Equal("0xffff888101b0c000", text.Names.Of(change.Table));
        Assert.Equal(ContextFlags.Nmi, change.Header.Context);
    }

    [Fact]
    public void A_run_of_entries_is_one_change_an_entry_and_a_senseless_count_is_one()
    {
        const string Store = Head + "d.Z..    39.2: set_ptes__set_pte_range_79e: (set_pte_range+0x79e/0x1000) ptep=0xffff888106418fe0 new=0x10643e025 old=0x0 nr=";
        Assert.Equal(
            [(508, 0x10643e025UL), (509, 0x10643f025UL), (510, 0x106440025UL)],
            KernelText.Of(Store + "3").All<PteChanged>().Select(c => ((int)c.Index, c.New.Bits)));
        Assert.Single(KernelText.Of(Store + "4286578190").All<PteChanged>());
        Assert.Single(KernelText.Of(Store + "5").All<PteChanged>());
    }

    [Theory]
    [InlineData("unmap_page_range: (unmap_page_range+0x0/0x1150) tlb=0x1 vma=0x2 mm=0xffff888100060480 addr=0x27f20000 end=0x27f30000", 0x27f23000)]
    [InlineData("unmap_page_range: (unmap_page_range+0x0/0x1150) tlb=0x1 vma=0x2 mm=0xffff888100060480 addr=0x27f24000 end=0x27f30000", ulong.MaxValue)]
    [InlineData("unmap_page_range: (unmap_page_range+0x0/0x1150) tlb=0x1 vma=0x2 mm=0xffff888100060480 addr=0x20000000 end=0x30000000", ulong.MaxValue)]
    [InlineData("change_protection: (change_protection+0x0/0x15d0) tlb=0x1 vma=0x2 mm=0xffff888100060480 start=0x27f23000 end=0x27f24000", 0x27f23000)]
    [InlineData("handle_mm_fault: (handle_mm_fault+0x0/0x2d0) vma=0x2 mm=0xffff888100060480 addr=0x27f2f123 flags=0x354", 0x27f23000)]
    [InlineData("try_to_unmap_one: (try_to_unmap_one+0x0/0xd00) folio=0x1 vma=0x2 mm=0xffff888100060480 addr=0x27f20000 flags=0x40", 0x27f23000)]
    [InlineData("move_page_tables: (move_page_tables+0x0/0xf30) vma=0x1 old=0x27e23000 new_vma=0x2 new=0x10000000 len=0x200000", 0x27f23000)]
    [InlineData("move_page_tables: (move_page_tables+0x4/0x1130) vma=0xffffc90001b9b930 old=0xffff8001db415000 new_vma=0x2 new=0x8 len=0xb", ulong.MaxValue)]
    [InlineData("change_protection: (change_protection+0x0/0x15d0) tlb=0x1 vma=0x2 mm=0xffff888100060480 start=0x27f23000 end=0xa", ulong.MaxValue)]
    public void The_enclosing_function_gives_the_address_where_it_leaves_no_choice(string function, ulong address)
    {
        var text = KernelText.Of(
            Head + ".....    39.1: " + function,
            Head + "d.Z..    39.2: xchg__some_function_a55: (some_function+0xa55/0x1150) ptep=0xffff888147178918 new=0x0 old=0x8000000142994867");
        Assert.Equal(address, text.Only<PteChanged>().Address.Value);
    }

    [Fact]
    public void A_copy_changes_the_old_address_space_where_an_entry_was_and_the_new_one_where_none_was()
    {
        var text = KernelText.Of(
            Head + ".....    39.1: copy_page_range: (copy_page_range+0x0/0x1300) dst_vma=0x1 src_vma=0x2 dst_mm=0xffff888100060d80 src_mm=0xffff888100060480 start=0x27f23000 end=0x27f24000",
            Head + "...2.    39.2: wrprotect__copy_page_range_bb6: (copy_page_range+0xbb6/0x13e0) ptep=0xffff888101e60918 old=0x800000013fec0867",
            Head + "d.Z1.    39.3: set_pte__copy_page_range_967: (copy_page_range+0x967/0x13e0) ptep=0xffff888101e70918 new=0x800000013fec0865 old=0x0",
            Head + ".....    39.4: copy_page_range_ret: (dup_mm+0x1/0x2 <- copy_page_range) ret=0",
            Head + "d.Z1.    39.5: set_pte__do_set_pte_184: (do_set_pte+0x184/0x1d0) ptep=0xffff888101e70920 new=0x10643e025 old=0x0");
        Assert.Equal(
            [("0xffff888100060480", 0x27f23000UL), ("0xffff888100060d80", 0x27f23000UL), ("0xffff888100060d80", 0x27f24000UL)],
            text.All<PteChanged>().Select(c => (text.Names.Of(c.Mm), c.Address.Value)));
    }

    // hugetlb clears its entries with the functions of PTEs: the second entry of a PMD table maps the second 2 MiB, and the first one 2 MiB too.
    [Theory]
    [InlineData("addr=0x6f0000200000 ptep=0xffff88814749d008", 0x6f0000200000)]
    [InlineData("addr=0x6f0000000000 ptep=0xffff88814749d000", 0x6f0000000000)]
    public void A_huge_page_is_an_entry_of_a_pmd_table_though_it_is_cleared_as_a_pte(string place, ulong address)
    {
        var text = KernelText.Of(
            Head + $"...1.   351.1: ptep_clear_flush: (ptep_clear_flush+0x4/0x70) vma=0x1 mm=0xffff888141cddb00 {place} pte=0x8400000147e008a5",
            Head + $"d.Z..   351.2: xchg__ptep_clear_flush_10: (ptep_clear_flush+0x10/0x70) {place.Split(' ')[1]} new=0x0 old=0x8400000147e008a5",
            Head + $"d.Z..   351.3: set_ptes__hugetlb_wp_446: (hugetlb_wp+0x446/0x810) {place.Split(' ')[1]} new=0x84000001484008a7 old=0x0");
        Assert.All(text.All<PteChanged>(), change => Assert.Equal((TableLevel.Pmd, address), (change.Level, change.Address.Value)));
    }

    // The same bit selects a caching mode in a PTE, of any frame and at an address that fits its place.
    [Theory]
    [InlineData("addr=0x27f23000", "old=0x8000000142994887")]
    [InlineData("addr=0x27f23000", "old=0x8000000142800887")]
    public void An_uncached_small_page_is_no_huge_one(string address, string old)
    {
        var text = KernelText.Of(
            Head + $"...1.    39.1: ptep_clear_flush: (ptep_clear_flush+0x4/0x70) vma=0x1 mm=0xffff888141cddb00 {address} ptep=0xffff888147178918 pte={old[4..]}",
            Head + $"d.Z..    39.2: xchg__ptep_clear_flush_10: (ptep_clear_flush+0x10/0x70) ptep=0xffff888147178918 new=0x0 {old}");
        Assert.Equal((TableLevel.Pte, 0x27f23000UL), (text.Only<PteChanged>().Level, text.Only<PteChanged>().Address.Value));
    }

    // madvise splits a large folio, which calls remove_migration_pte; neither shows its return. The store is madvise's own again.
    [Fact]
    public void A_store_tells_that_the_function_around_it_is_not_over_but_what_it_called_is()
    {
        var text = KernelText.Of(
            Head + ".....   581.1: madvise_free_pte_range: (madvise_free_pte_range+0x4/0x9d0) pmd=0xffff8881421fd4e0 addr=0x7f6d13800000 end=0x7f6d13840000",
            Head + ".....   581.2: remove_migration_pte: (remove_migration_pte+0x4/0x880) folio=0x1 vma=0x2 mm=0xffff888141b9b100 addr=0x7f6d1381f000",
            Head + "d.Z..   581.3: xchg__madvise_free_pte_range_281: (madvise_free_pte_range+0x281/0x9d0) ptep=0xffff8881421f4080 new=0x0 old=0x80000001478e0867");
        Assert.Equal(0x7f6d13810000UL, text.Only<PteChanged>().Address.Value);
    }

    // migrate:remove_migration_pte has the name of a function that people probe, and prints its address without a prefix.
    [Fact]
    public void A_tracepoint_is_not_taken_for_the_probe_of_the_same_name()
    {
        var text = KernelText.Of(
            Head + ".....   581.1: try_to_unmap_one: (try_to_unmap_one+0x0/0xd00) folio=0x1 vma=0x2 mm=0xffff888141b9b100 addr=0x27f20000 flags=0x40",
            Head + "...1.   581.2: remove_migration_pte: addr=7f6d13810000, pte=80000001478e0867 order=0",
            Head + "d.Z..   581.3: xchg__some_function_a55: (some_function+0xa55/0x1150) ptep=0xffff888147178918 new=0x0 old=0x8000000142994867");
        Assert.Equal(0x27f23000UL, text.Only<PteChanged>().Address.Value);
    }

    [Fact]
    public void A_table_is_forgotten_when_it_is_freed()
    {
        string Pair(string page) => Head + $"...1.    39.1: do_wp_page: (do_wp_page+0x0/0x380) vma=0x1 addr=0x27f23000 pte=0xffff888{page}918 ptl=0x{0xffffea0000000028 + (Convert.ToUInt64(page, 16) << 6):x} orig_pte=0x0";
        string Store(int second) => Head + $"d.Z..    {second}.6: set_pte__some_function_184: (some_function+0x184/0x1d0) ptep=0xffff888101b0c918 new=0x10643e025 old=0x0";
        var text = KernelText.Of(
            Pair("101b0c"), Pair("101b0d"), Pair("101b0e"),
            Store(39),
            Head + ".....    39.7: ___pte_free_tlb: (___pte_free_tlb+0x0/0x50) tlb=0xffffc90001963bd0 page=0xffffea000406c300",
            Head + ".....    39.8: tlb_finish_mmu: (tlb_finish_mmu+0x0/0x180) tlb=0xffffc90001963bd0 mm=0xffff888100060480 start=0x0 end=0xffffffffffffffff bits=0x7d",
            Head + ".....    39.9: sys_exit: NR 11 = 0",
            Store(40));
        var freed = text.Only<TableFreed>();
        Assert.Equal((7L, 0x27e00000UL), (freed.Header.Line(), freed.Address.Value));
        Assert.Equal(freed.Table, text.All<PteChanged>()[0].Table);
        Assert.Equal([0x27f23000UL, ulong.MaxValue], text.All<PteChanged>().Select(c => c.Address.Value));
    }

    [Fact]
    public void A_split_fills_a_table_that_is_out_of_reach_until_it_is_installed()
    {
        const string Split = "__split_huge_pmd";
        var text = KernelText.Of(
            Head + "...1.    39.0: do_wp_page: (do_wp_page+0x0/0x380) vma=0x1 addr=0x27f23000 pte=0xffff888101b0c918 ptl=0xffffea000406c328 orig_pte=0x0",
            Head + $".....    39.1: {Split}: ({Split}+0x0/0xe00) vma=0x1 mm=0xffff888100060d80 pmd=0xffff888106021600 addr=0x7fda58000000 freeze=0",
            Head + $"d.Z..    39.2: set_pte__{Split}_840: ({Split}+0x840/0xe00) ptep=0xffff888101e6d000 new=0x8000000106800827 old=0x0",
            Head + $"d.Z..    39.3: set_pte__{Split}_840: ({Split}+0x840/0xe00) ptep=0xffff888101e6d008 new=0x8000000106801827 old=0x0",
            Head + $"d.Z..    39.4: set_pmd__{Split}_c10: ({Split}+0xc10/0xe00) ptep=0xffff888106021600 new=0x101e6d067 old=0x800ffffef96008e6");
        Assert.Equal(3, text.Only<TableDetached>().Header.Line());
        var published = text.Only<TablePublished>();
        Assert.Equal((5L, 0x7fda58000000UL, TableLevel.Pte), (published.Header.Line(), published.Address.Value, published.Level));
        Assert.Equal(text.Only<TableDetached>().Table, published.Table);
        Assert.Equal([0x7fda58000000UL, 0x7fda58001000UL, 0x7fda58000000UL], text.All<PteChanged>().Select(c => c.Address.Value));
    }

    [Fact]
    public void The_kernels_own_page_table_is_left_out() =>
        Assert.Empty(KernelText.Of(Head + "d.Z..    39.2: set_pmd____pte_alloc_kernel_b0: (__pte_alloc_kernel+0xb0/0x100) ptep=0xffff88810015b028 new=0x1056f5067 old=0x0").Events);

    [Fact]
    public void Tlb_flushes_and_gathers_are_told()
    {
        var text = KernelText.Of(
            Head + ".....    39.1: tlb_gather_mmu: (tlb_gather_mmu+0x0/0x70) tlb=0xffffc900016cba98 mm=0xffff888100060480",
            Head + ".....    39.2: tlb_finish_mmu: (tlb_finish_mmu+0x0/0x180) tlb=0xffffc900016cba98 mm=0xffff888100060480 start=0x1000 end=0x2000 bits=0x8",
            Head + ".....    39.3: flush_tlb_mm_range: (flush_tlb_mm_range+0x0/0x130) mm=0xffff888100060480 start=0x1000 end=0x2000 stride=12 freed_tables=1",
            Head + ".....    39.4: mm_page_free: page=ffffea0004068e80 pfn=0x101a3a order=1",
            Head + ".....    39.5: mm_page_free: page=ffffea0004068e80 pfn=0x101a3a order=1",
            Head + ".....    39.6: sys_exit: NR 11 = 0",
            Head + ".....    39.7: arch_tlbbatch_flush: (arch_tlbbatch_flush+0x4/0x90) batch=0xffff8881418cd168");
        Assert.Equal([1L, 6L], [text.Only<GatherBegan>().Header.Line(), text.Only<GatherFinished>().Header.Line()]);
        Assert.Equal([(0x1000UL, 0x2000UL, true), (0UL, ulong.MaxValue, false)], text.All<TlbFlushed>().Select(f => (f.Start.Value, f.End.Value, f.Tables)));
        Assert.Equal([(0x101a3aL, 1, 1), (0x101a3aL, 2, 1)], text.All<PageFreed>().Select(f => (f.Pfn.Value, f.Generation, (int)f.Order)));
    }
}
