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
    public void Three_pairs_that_agree_give_every_lock_its_table(ulong directMap, ulong structPages)
    {
        string Entry(ulong page) => $"0x{directMap + (page << 12) + 0x80:x}";
        string Lock(ulong page) => $"0x{structPages + page * 64 + 0x28:x}";
        string Pair(ulong page) => Head + $"...1.    39.1: do_wp_page: (do_wp_page+0x0/0x380) vma=0x1 addr=0x10000 pte={Entry(page)} ptl={Lock(page)} orig_pte=0x0";
        var text = KernelText.Of(
            Head + $".....    39.0: spin_lock: (_raw_spin_lock+0x0/0x30) lock={Lock(0x107)}",
            Head + $".....    39.0: spin_lock: (_raw_spin_lock+0x0/0x30) lock=0xffff88813cc388e8",
            Pair(0x1000), Pair(0x2345), Pair(0x101b0c));
        var locks = text.All<LockAcquired>();
        Assert.Equal(LockClass.PageTable, locks[0].Class);
        Assert.Equal($"0x{directMap + (0x107UL << 12):x}", text.Names.Of(locks[0].Table));
        Assert.Equal((LockClass.Unknown, default), (locks[1].Class, locks[1].Table));
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

    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public void Stores_under_a_lock_teach_the_formula_if_three_tables_agree(int tables, bool known)
    {
        string[] Section(int page) =>
        [
            Head + $".....    39.1: spin_lock: (_raw_spin_lock+0x0/0x30) lock=0x{0xffffd1c040000028 + (ulong)page * 64:x}",
            Head + $"d.Z..    39.2: set_pte__do_set_pte_184: (do_set_pte+0x184/0x1d0) ptep=0x{0xffff9b4000000000 + ((ulong)page << 12):x} new=0x10643e025 old=0x0",
            Head + $"...1.    39.3: spin_unlock: (_raw_spin_unlock+0x0/0x30) lock=0x{0xffffd1c040000028 + (ulong)page * 64:x}",
        ];
        var text = KernelText.Of([.. Enumerable.Range(0, tables).SelectMany(i => Section(0x100000 + i * 7))]);
        Assert.Equal(
            text.All<PteChanged>().Select(change => known ? change.Table : default),
            text.All<LockAcquired>().Select(acquired => acquired.Table));
        Assert.Equal(known, text.All<TableObserved>().All(table => table.Lock.Value != 0));
    }
}
