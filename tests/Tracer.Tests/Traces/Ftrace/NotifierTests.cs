namespace Tracer.Tests.Traces.Ftrace;

public sealed class NotifierTests
{
    private const string Head = "             mmw-183     [000] ";
    private const string Range = "mm=0xffff888100060480 start=0x27f23000 end=0x27f24000";
    private const string Start = Head + ".....    39.1: range_start: (__mmu_notifier_invalidate_range_start+0x0/0x1a0) range=0xffffc90001abbd48 vma=0x1 " + Range + " flags=0x1 event=1 owner=0x0";
    private const string Started = Head + ".....    39.3: range_start_ret: (wp_page_copy+0x573/0x720 <- __mmu_notifier_invalidate_range_start) ret=0";
    private const string End = Head + ".....    39.4: range_end: (__mmu_notifier_invalidate_range_end+0x0/0x140) range=0xffffc90001abbd48 vma=0x1 " + Range + " flags=0x1 event=1 only_end=0";
    private const string Ended = Head + ".....    39.6: range_end_ret: (wp_page_copy+0x5ab/0x720 <- __mmu_notifier_invalidate_range_end)";

    private static readonly AddressRange Extent = new(new(0x27f23000), new(0x27f24000));

    // Without execute-disable it is small, and the frame of one that gives no access stands inverted in it.
    [Theory]
    [InlineData("0x8000000106447867")]
    [InlineData("0x106447825")]
    [InlineData("0xffffea02a0120")]
    public void An_entry_that_is_announced_has_any_value(string pte)
    {
        var text = KernelText.Of(
            Head + $"...1.    39.14: change_pte: (__mmu_notifier_change_pte+0x0/0xa0) mm=0xffff888100060480 addr=0x27f23000 pte={pte}",
            Head + $"...1.    39.15: change_pte: (kvm_mmu_notifier_change_pte+0x0/0x2b0 [kvm]) mn=0xffffc90001a2ea48 mm=0xffff888100060480 addr=0x27f23000 pte={pte}");
        Assert.Empty(text.Completeness.Gaps);
        Assert.Equal(Convert.ToUInt64(pte, 16), Assert.Single(text.All<PteChangeNotified>()).New.Bits);
        Assert.Single(text.All<CallbackEntered>());
    }

    [Fact]
    public void A_bracket_is_told_whole_though_its_returns_show_nothing()
    {
        var text = KernelText.Of(Start, Started, End, Ended);
        var entered = text.Only<RangeStartEntered>();
        var returned = text.Only<RangeStartReturned>();
        Assert.Equal((Extent, NotifierEvent.Clear, true), (entered.Extent, entered.Event, entered.Blockable));
        Assert.Equal((Extent, entered.Range, (short)0), (returned.Extent, returned.Range, returned.Result));
        Assert.Equal("wp_page_copy", text.Function(returned.Header));
        Assert.NotEqual(default, entered.Range);
        Assert.Equal(entered.Range, text.Only<RangeEndEntered>().Range);
        Assert.Equal((Extent, entered.Range), (text.Only<RangeEndReturned>().Extent, text.Only<RangeEndReturned>().Range));
    }

    [Fact]
    public void A_start_that_fails_has_its_result_and_opens_nothing()
    {
        var text = KernelText.Of(
            Start.Replace("flags=0x1", "flags=0x0", StringComparison.Ordinal),
            Started.Replace("ret=0", "ret=-11", StringComparison.Ordinal),
            End);
        Assert.False(text.Only<RangeStartEntered>().Blockable);
        Assert.Equal(-11, text.Only<RangeStartReturned>().Result);
        Assert.Equal(default, text.Only<RangeEndEntered>().Range);
    }

    [Fact]
    public void Callbacks_are_told_by_their_symbol_and_field()
    {
        var text = KernelText.Of(
            Start,
            Head + ".....    39.12: inv_start: (kvm_mmu_notifier_invalidate_range_start+0x0/0x3a0 [kvm]) mn=0xffffc90001a2ea48 range=0x1 " + Range,
            Head + ".....    39.13: inv_start_ret: (__mmu_notifier_invalidate_range_start+0x7c/0x1a0 <- kvm_mmu_notifier_invalidate_range_start) ret=0",
            Head + "...1.    39.14: change_pte: (__mmu_notifier_change_pte+0x0/0xa0) mm=0xffff888100060480 addr=0x27f23000 pte=0x8000000106447867",
            Head + "...1.    39.15: change_pte: (kvm_mmu_notifier_change_pte+0x0/0x2b0 [kvm]) mn=0xffffc90001a2ea48 mm=0xffff888100060480 addr=0x27f23000 pte=0x8000000106447867",
            Started);
        var callbacks = text.All<CallbackEntered>();
        Assert.Equal([CallbackKind.RangeStart, CallbackKind.ChangePte], callbacks.Select(c => c.Callback));
        Assert.Equal("kvm", text.Names.Of(callbacks[0].Driver));
        Assert.Equal(text.Only<RangeStartEntered>().Range, callbacks[0].Range);
        Assert.Equal("kvm_mmu_notifier_invalidate_range_start", text.Function(callbacks[0].Header));
        Assert.Equal(0x8000000106447867, text.Only<PteChangeNotified>().New.Bits);

        // change_pte has no return probe: it is over when the task's next line comes.
        Assert.Equal([3L, 6L], text.All<CallbackReturned>().Select(c => c.Header.Line()));
    }

    // KVM reads under an SRCU domain of its own, takes its lock and sleeps: all inside, until the core leaves the domain under which it walks the drivers.
    [Fact]
    public void A_callback_without_a_return_probe_lasts_until_the_core_goes_on()
    {
        var text = KernelText.Of(
            Head + "...1.    39.1: clear_young: (__mmu_notifier_clear_young+0x0/0xa0) mm=0xffff888100060480 start=0x27f23000 end=0x27f24000",
            Head + "...1.    39.2: srcu_read_lock: (__srcu_read_lock+0x0/0x30) ssp=0xffffffff82b5eb80",
            Head + "...1.    39.3: clear_young: (kvm_mmu_notifier_clear_young+0x0/0x2b0 [kvm]) mn=0xffffc90001a2ea48 mm=0xffff888100060480 start=0x27f23000 end=0x27f24000",
            Head + "...1.    39.4: srcu_read_lock: (__srcu_read_lock+0x0/0x30) ssp=0xffffc900016beac8",
            Head + "...1.    39.5: write_lock: (_raw_write_lock+0x0/0x30) lock=0xffffc900016b5000",
            Head + "...2.    39.6: write_unlock: (_raw_write_unlock+0x0/0x30) lock=0xffffc900016b5000",
            Head + "...1.    39.7: srcu_read_unlock: (__srcu_read_unlock+0x0/0x60) ssp=0xffffc900016beac8 idx=0",
            Head + "...1.    39.8: cond_resched: (__cond_resched+0x0/0x40) caller=0xffffffff81a4a78e",
            Head + "...1.    39.9: srcu_read_unlock: (__srcu_read_unlock+0x0/0x60) ssp=0xffffffff82b5eb80 idx=0");
        Assert.Equal(9, text.Only<CallbackReturned>().Header.Line());
    }

    // No probe of the domain: the next line that no driver writes is the core's, and before that nobody knows.
    [Theory]
    [InlineData(true, 5)]
    [InlineData(false, 4)]
    public void The_core_s_next_call_ends_it_too(bool showsDomain, int line)
    {
        var text = KernelText.Of(
            Head + "...1.    39.1: clear_young: (__mmu_notifier_clear_young+0x0/0xa0) mm=0xffff888100060480 start=0x27f23000 end=0x27f24000",
            showsDomain ? Head + "...1.    39.2: srcu_read_lock: (__srcu_read_lock+0x0/0x30) ssp=0xffffffff82b5eb80" : "#",
            Head + "...1.    39.3: clear_young: (kvm_mmu_notifier_clear_young+0x0/0x2b0 [kvm]) mn=0xffffc90001a2ea48 mm=0xffff888100060480 start=0x27f23000 end=0x27f24000",
            Head + "...1.    39.4: cond_resched: (__cond_resched+0x0/0x40) caller=0xffffffff81a4a78e",
            Head + "...1.    39.5: test_young: (__mmu_notifier_test_young+0x0/0xa0) mm=0xffff888100060480 address=0x27f23000");
        Assert.Equal(line, text.Only<CallbackReturned>().Header.Line());
    }

    // Without the probes of SRCU a line may be the driver's or the core's next, and so it is not said who sleeps there; a page-table lock is the core's.
    [Theory]
    [InlineData("spin_unlock: (_raw_spin_unlock+0x0/0x20) lock=0xffffea0004180868", false)]
    [InlineData("cond_resched: (__cond_resched+0x0/0x40) caller=0xffffffff81a4a78e", true)]
    [InlineData("release_ret: (exit_mmap+0x7c/0x190 <- __mmu_notifier_release)", false)]
    public void A_callback_whose_end_no_line_shows_may_go_on(string next, bool mayGoOn)
    {
        var text = KernelText.Of(
            Head + "...1.    39.1: pte_offset_map_lock_ret: (zap+0x7c/0x190 <- __pte_offset_map_lock) pte=0xffff888106021600 addr=0x7fda58000000 ptl=0xffffea0004180868",
            Head + "...1.    39.2: release: (__mmu_notifier_release+0x0/0xa0) mm=0xffff888100060480",
            Head + "...1.    39.3: release: (kvm_mmu_notifier_release+0x0/0x2b0 [kvm]) mn=0xffffc90001a2ea48 mm=0xffff888100060480",
            Head + "...1.    39.4: write_lock: (_raw_write_lock+0x0/0x30) lock=0xffffc900016b5000",
            Head + "...1.    39.5: kvm_tdp_mmu_spte_changed: as id 0 gfn 10013 level 1 old_spte 1fbb44e67 new_spte 0",
            Head + "...1.    39.6: " + next);
        Assert.Equal((6, mayGoOn), (text.Only<CallbackReturned>().Header.Line(), text.Only<CallbackReturned>().MayGoOn));
    }

    [Fact]
    public void An_interrupt_does_not_end_the_callback_it_interrupts()
    {
        var text = KernelText.Of(
            Start, Started,
            Head + "...1.    39.31: change_pte: (__mmu_notifier_change_pte+0x0/0xa0) mm=0xffff888100060480 addr=0x27f23000 pte=0x8000000106447867",
            Head + "...1.    39.32: change_pte: (kvm_mmu_notifier_change_pte+0x0/0x2b0 [kvm]) mn=0xffffc90001a2ea48 mm=0xffff888100060480 addr=0x27f23000 pte=0x8000000106447867",
            Head + "d.h3.    39.33: spin_lock: (_raw_spin_lock+0x0/0x30) lock=0xffff8881fba29e40 caller=0xffffffff810f5a9c",
            End);
        Assert.Equal([6L], text.All<CallbackReturned>().Select(c => c.Header.Line()));
    }

    [Fact]
    public void The_invalidation_inside_range_end_is_told_though_the_core_shows_none()
    {
        var text = KernelText.Of(
            Start, Started, End,
            Head + ".....    39.5: inv_range: (kvm_mmu_notifier_invalidate_range+0x0/0x80 [kvm]) mn=0xffffc90001a2ea48 " + Range,
            Ended);
        var invalidated = text.Only<RangeInvalidated>();
        Assert.Equal((Extent, InvalidationSource.RangeEnd, 4L), (invalidated.Extent, invalidated.Source, invalidated.Header.Line()));
    }

    [Fact]
    public void An_invalidation_is_explicit_or_of_the_gather_or_of_the_tlb_flush()
    {
        const string Invalidate = ": invalidate_range: (__mmu_notifier_invalidate_range+0x0/0xa0) " + Range;
        var text = KernelText.Of(
            Start, Started, End,
            Head + "...1.    39.4" + Invalidate,
            Ended,
            Head + "...1.    39.6" + Invalidate,
            Head + ".....    39.7: tlb_finish_mmu: (tlb_finish_mmu+0x0/0x180) tlb=0xffffc900016cba98 " + Range + " bits=0x8",
            Head + ".....    39.8" + Invalidate,
            Head + ".....    39.9: mmap_lock_released: mm=ffff888100060480 memcg_path= write=false",
            Head + "...1.    40.0" + Invalidate);
        Assert.Equal(
            [InvalidationSource.RangeEnd, InvalidationSource.Explicit, InvalidationSource.TlbFlush, InvalidationSource.Explicit],
            text.All<RangeInvalidated>().Select(i => i.Source));
        Assert.Equal(9, text.Only<GatherFinished>().Header.Line());

        var newer = KernelText.Of(Head + "...1.    39.4: arch_invalidate_secondary_tlbs: (__mmu_notifier_arch_invalidate_secondary_tlbs+0x4/0xa0) " + Range);
        Assert.Equal(InvalidationSource.TlbFlush, newer.Only<RangeInvalidated>().Source);
    }

    [Fact]
    public void Registration_and_release_are_told()
    {
        var text = KernelText.Of(
            Head + ".....    39.1: register: (__mmu_notifier_register+0x0/0x200) subscription=0xffffc90001a06a48 mm=0xffff888100060000",
            Head + ".....    39.2: register_ret: (mmu_notifier_register+0x2c/0x50 <- __mmu_notifier_register) ret=0",
            Head + ".....    39.3: release: (__mmu_notifier_release+0x0/0x210) mm=0xffff888100060000",
            Head + ".....    39.4: release: (kvm_mmu_notifier_release+0x0/0x60 [kvm]) mn=0xffffc90001a06a48 mm=0xffff888100060000",
            Head + ".....    39.5: release_ret: (exit_mmap+0x45/0x310 <- __mmu_notifier_release)",
            Head + ".....    39.6: unregister: (mmu_notifier_unregister+0x0/0xe0) subscription=0xffffc90001a06a48 mm=0xffff888100060000");
        Assert.Equal([false, true], text.All<NotifierRegistered>().Select(r => r.Returned));
        Assert.Equal(text.All<NotifierRegistered>()[0].Driver, text.Only<CallbackEntered>().Driver);
        Assert.Equal(CallbackKind.Release, text.Only<CallbackEntered>().Callback);
        Assert.Equal([3L, 5L], [text.Only<ReleaseEntered>().Header.Line(), text.Only<ReleaseReturned>().Header.Line()]);
        Assert.Equal("kvm", text.Names.Of(text.Only<NotifierUnregistered>().Driver));
    }
}
