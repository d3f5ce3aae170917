namespace Tracer.Tests.Traces.Ftrace;

public sealed class PageTableLockTests
{
    private const string Head = "             mmw-183     [000] ";

    // lock = K + 64 × page: with K of a kernel whose addresses are not randomised, and of one whose are.
    public static TheoryData<ulong, ulong> Layouts => new()
    {
        { 0xffff_8880_0000_0000, 0xffff_ea00_0000_0000 },
        { 0xffff_9b40_0000_0000, 0xffff_d1c0_4000_0000 },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void One_pair_gives_every_lock_its_table(ulong directMap, ulong structPages)
    {
        string Entry(ulong page) => $"0x{directMap + (page << 12) + 0x80:x}";
        string Lock(ulong page) => $"0x{structPages + page * 64 + 0x28:x}";
        var text = KernelText.Of(
            Head + $".....    39.0: spin_lock: (_raw_spin_lock+0x0/0x30) lock={Lock(0x107)}",
            Head + $".....    39.0: spin_lock: (_raw_spin_lock+0x0/0x30) lock=0xffff88813cc388e8",
            Head + $"...1.    39.1: do_wp_page: (do_wp_page+0x0/0x380) vma=0x1 addr=0x10000 pte={Entry(0x101b0c)} ptl={Lock(0x101b0c)} orig_pte=0x0");
        var locks = text.All<LockAcquired>();
        Assert.Equal(LockClass.PageTable, locks[0].Class);
        Assert.Equal($"0x{directMap + (0x107UL << 12):x}", text.Names.Of(locks[0].Table));
        Assert.Equal((LockClass.Unknown, default), (locks[1].Class, locks[1].Table));
    }

    // The table is shown by a store into it, its frame by the entry above it that goes: only both together tell where frame 0 is mapped.
    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_table_and_its_frame_tell_where_memory_is_mapped(ulong directMap, ulong structPages)
    {
        var table = directMap + (0x101e6dUL << 12);
        var text = KernelText.Of(
            Head + $"...1.    39.1: do_wp_page: (do_wp_page+0x0/0x380) vma=0x1 addr=0x10000 pte=0x{table + 0x80:x} ptl=0x{structPages + 0x101e6dUL * 64 + 0x28:x} orig_pte=0x0",
            Head + $"d.Z1.    39.2: xchg__pmdp_collapse_flush_8: (pmdp_collapse_flush+0x8/0x60) ptep=0x{directMap + 0x106021600:x} new=0x0 old=0x101e6d067",
            Head + $"d.Z1.    39.3: xchg__pmdp_collapse_flush_8: (pmdp_collapse_flush+0x8/0x60) ptep=0x{directMap + 0x106021608:x} new=0x0 old=0x101e6e067");
        Assert.Equal([$"0x{table:x}", $"0x{table + 0x1000:x}"], text.All<TableDetached>().Select(detached => text.Names.Of(detached.Table)));
    }

    [Fact]
    public void Pairs_that_do_not_agree_tell_of_their_own_locks_alone()
    {
        string Pair(string entry, string ptl) => Head + $"...1.    39.1: do_wp_page: (do_wp_page+0x0/0x380) vma=0x1 addr=0x10000 pte={entry} ptl={ptl} orig_pte=0x0";
        var text = KernelText.Of(
            Pair("0xffff888101000080", "0xffff888104440028"),
            Pair("0xffff888102000080", "0xffff888109990068"),
            Pair("0xffff888103000080", "0xffff888101110028"),
            Head + ".....    39.2: spin_lock: (_raw_spin_lock+0x0/0x30) lock=0xffff888109990068",
            Head + ".....    39.3: spin_lock: (_raw_spin_lock+0x0/0x30) lock=0xffff888102220068");
        var locks = text.All<LockAcquired>();
        Assert.Equal("0xffff888102000000", text.Names.Of(locks[0].Table));
        Assert.Equal(default, locks[1].Table);
    }

    [Fact]
    public void A_store_under_a_lock_teaches_the_formula()
    {
        var text = KernelText.Of(
            Head + ".....    39.1: spin_lock: (_raw_spin_lock+0x0/0x30) lock=0xffffd1c044000028",
            Head + "d.Z1.    39.2: set_pte__do_set_pte_184: (do_set_pte+0x184/0x1d0) ptep=0xffff9b4100000000 new=0x10643e025 old=0x0",
            Head + "...1.    39.3: spin_unlock: (_raw_spin_unlock+0x0/0x30) lock=0xffffd1c044000028");
        Assert.Equal(text.Only<PteChanged>().Table, text.Only<LockAcquired>().Table);
        Assert.NotEqual(default, text.Only<TableObserved>().Lock);
    }

    // The lock of the table above is held too, which is one struct page further on.
    [Fact]
    public void A_lock_of_another_table_teaches_nothing()
    {
        var text = KernelText.Of(
            Head + ".....    39.1: spin_lock: (_raw_spin_lock+0x0/0x30) lock=0xffffd1c044000068",
            Head + "d.Z1.    39.2: set_pte__do_set_pte_184: (do_set_pte+0x184/0x1d0) ptep=0xffff9b4100000000 new=0x10643e025 old=0x0",
            Head + "...1.    39.3: spin_unlock: (_raw_spin_unlock+0x0/0x30) lock=0xffffd1c044000068");
        Assert.Equal(default, text.Only<LockAcquired>().Table);
    }

    // Only the first 50,000 lines are read beforehand: until then three stores were made under another lock, as if that were the table's.
    [Fact]
    public void The_formula_overrules_what_was_inferred_before()
    {
        string Store(int index) => Head + $"d.Z1.    39.{2 + index}: set_pte__do_set_pte_184: (do_set_pte+0x184/0x1d0) ptep=0x{0xffff9b4100000000 + (ulong)index * 8:x} new=0x10643e025 old=0x0";
        var text = KernelText.Of([
            Head + ".....    39.1: spin_lock: (_raw_spin_lock+0x0/0x30) lock=0xffffffff81ecdac0", Store(0), Store(1), Store(2),
            .. Enumerable.Repeat("#", 50_000),
            Head + "...1.    39.4: do_wp_page: (do_wp_page+0x0/0x380) vma=0x1 addr=0x80000 pte=0xffff9b4200000400 ptl=0xffffd1c048000028 orig_pte=0x0",
            Store(3)]);
        var table = text.All<PteChanged>()[^1].Table;
        Assert.Equal(["0xffffffff81ecdac0", "0xffffd1c044000028"], text.All<TableObserved>().Where(observed => observed.Table == table).Select(observed => text.Names.Of(observed.Lock)).Distinct());
    }
}
