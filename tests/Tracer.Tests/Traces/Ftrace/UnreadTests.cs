namespace Tracer.Tests.Traces.Ftrace;

/// <summary>What a reader does not understand it says, and makes nothing of.</summary>
public sealed class UnreadTests
{
    private const string Head = " mmw-1 [000] ..... 1.0: ";

    [Theory]
    [InlineData("dmirror_invalidate: (dmirror_interval_invalidate+0x0/0x80) mm=0xffff888100060d80")]
    [InlineData("dmirror_invalidate: (ffffffffc0402000) mm=0xffff888100060d80")]
    [InlineData("dmirror_invalidate: (caller+0x3/0x80 <- dmirror_interval_invalidate) ret=1")]
    public void A_probe_of_unknown_name_is_counted(string line)
    {
        var text = KernelText.Of(Head + line, Head + line);
        Assert.Equal([new UnreadLines("dmirror_invalidate", 2, UnreadReason.UnknownName)], text.Completeness.Unread);
        Assert.Empty(text.Events);
    }

    [Theory]
    [InlineData("sched_wakeup: comm=ksmd pid=40 prio=125 target_cpu=000")]
    [InlineData("tlb_flush: pages:1 reason:remote IPI send (4)")]
    [InlineData("irq_handler_entry: irq=24 name=virtio0-req.0")]
    [InlineData("ptep_clear_flush_ret: (wp_page_copy+0x3/0x80 <- ptep_clear_flush) old=0x67")]
    [InlineData("set_pte__vmap_range_noflush_4ae: (vmap_range_noflush+0x4ae/0x600) ptep=0xffff888101e6d000 new=0x67 old=0x0")]
    public void What_no_rule_has_a_use_for_is_not(string line) => Assert.Empty(KernelText.Of(Head + line).Completeness.Unread);

    [Theory]
    [InlineData("spin_lock: (_raw_spin_lock+0x4/0x30) caller=0xffffffff8179b1cd", "spin_lock", "lock")]
    [InlineData("range_start: (__mmu_notifier_invalidate_range_start+0x4/0x90) range=0xffffc90002143d48", "range_start", "mm, start and end")]
    [InlineData("set_pte__try_to_unmap_one_4ae: (try_to_unmap_one+0x4ae/0x600) new=0x0", "set_pte", "old and ptep")]
    public void A_line_without_what_it_is_for_is_damaged_and_what_it_told_is_lost(string line, string name, string field)
    {
        var text = KernelText.Of(Head + line);
        Assert.Equal([new UnreadLines(name, 1, UnreadReason.FieldMissing, field)], text.Completeness.Unread);
        Assert.Equal(1, text.Completeness.Lines!.Damaged);
        Assert.Equal(new Gap(0, 0, 1) { Cause = GapCause.Damaged }, Assert.Single(text.Completeness.Gaps));
        Assert.Equal(EventKind.EventsLost, Assert.Single(text.Events).Header.Kind);
    }

    // What the arguments of 6.12 show on a kernel whose function takes a struct.
    [Theory]
    [InlineData("move_page_tables: (move_page_tables+0x4/0x900) mm=0xffff888100060d80 old=0xffff8001db415000 new=0x7f0000400000 len=0x1000", "move_page_tables", "old")]
    [InlineData("unmap_page_range: (unmap_page_range+0x4/0x900) mm=0xffff888100060d80 start=0xffffc90001e07e58 end=0x7f0000001000", "unmap_page_range", "start")]
    [InlineData("ptep_clear_flush: (ptep_clear_flush+0x4/0x70) mm=0xffff888100060d80 addr=0xffff888000001000 ptep=0xffff88814749d008 pte=0x8000000147e00867", "ptep_clear_flush", "addr")]
    public void An_address_that_no_user_has_is_counted_and_places_nothing(string line, string name, string field)
    {
        var text = KernelText.Of(Head + line, Head + "xchg__zap_4: (zap+0x4/0x10) ptep=0xffff88814749d008 new=0x0 old=0x8000000147e00867");
        Assert.Contains(new UnreadLines(name, 1, UnreadReason.NoUserAddress, field), text.Completeness.Unread);
        Assert.All(text.All<PteChanged>(), change => Assert.False(change.Address.IsKnown));
    }

    [Fact]
    public void Entries_of_a_guest_whose_memory_is_not_told_are_counted()
    {
        var line = Head + "kvm_tdp_mmu_spte_changed: as id 0 gfn 10175 level 1 old_spte 147d75e67 new_spte 0";
        Assert.Equal([new UnreadLines("kvm_tdp_mmu_spte_changed", 2, UnreadReason.GuestMemoryUnknown)], KernelText.Of(line, line).Completeness.Unread);
    }

    // gcc unrolls loops over entries, and a probe cannot add a constant to a register.
    [Fact]
    public void An_entry_may_be_told_as_a_base_and_a_displacement()
    {
        var text = KernelText.Of(
            Head + "set_ptes__hugetlb_wp_446: (hugetlb_wp+0x446/0x810) ptep=0xffff888146c96f38 new=0x0 old=0x8000000147fe7867",
            Head + "xchg____zap_vma_range_1423: (__zap_vma_range+0x1423/0x19f0) base=0xffff888146c96f38 disp=8 new=0x0 old=0x8000000147fe8867");
        Assert.Equal([487, 488], text.All<PteChanged>().Select(change => (int)change.Index));
        Assert.Empty(text.Completeness.Unread);
    }
}
