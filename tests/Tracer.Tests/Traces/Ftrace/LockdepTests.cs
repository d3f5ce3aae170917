namespace Tracer.Tests.Traces.Ftrace;

/// <summary>The tracepoints of lockdep: <c>lock:lock_acquire</c> and its kin.</summary>
public sealed class LockdepTests
{
    private const string Head = "             mmw-70      [000] ";

    [Theory]
    [InlineData("ptlock_ptr(page)", LockClass.PageTable, LockType.Spin, 0x18)]
    [InlineData("&mm->page_table_lock", LockClass.MmPageTable, LockType.Spin, 0x18)]
    [InlineData("&mm->mmap_lock", LockClass.MmapLock, LockType.RwSemaphore, 0x70)]
    [InlineData("&mapping->i_mmap_rwsem", LockClass.IMmap, LockType.RwSemaphore, 0x70)]
    [InlineData("&anon_vma->rwsem", LockClass.AnonVma, LockType.RwSemaphore, 0x70)]
    [InlineData("&(kvm)->mmu_lock", LockClass.Driver, LockType.RwSpin, 0x18)]
    [InlineData("&vcpu->mutex", LockClass.Driver, LockType.Mutex, 0x68)]
    public void A_class_names_the_lock_that_its_map_lies_in(string name, LockClass lockClass, LockType type, int offset)
    {
        var text = KernelText.Of(
            Head + $"...1.    41.1: lock_acquire: ffff888100051d80 {name}",
            Head + "...1.    41.2: lock_release: ffff888100051d80 ");
        var acquired = text.Only<LockAcquired>();
        Assert.Equal((lockClass, type, LockMode.Exclusive), (acquired.Class, acquired.Type, acquired.Mode));
        Assert.Equal($"0x{0xffff888100051d80 - (ulong)offset:x}", text.Names.Of(acquired.Lock));
        Assert.Equal(acquired.Lock, text.Only<LockReleased>().Lock);
    }

    [Theory]
    [InlineData("read rcu_read_lock")]
    [InlineData("read rcu_read_lock_sched")]
    [InlineData("read &kvm->srcu")]
    [InlineData("read tk_core.seq.seqcount")]
    [InlineData("mmu_notifier_invalidate_range_start")]
    [InlineData("fs_reclaim")]
    [InlineData("(null)")]
    public void What_is_no_lock_takes_none(string name) =>
        Assert.Empty(KernelText.Of(
            Head + $".....    41.1: lock_acquire: ffffffff81eda7a0 {name}",
            Head + ".....    41.2: lock_contended: ffffffff81eda7a0 ",
            Head + ".....    41.3: lock_acquired: ffffffff81eda7a0 ",
            Head + ".....    41.4: lock_release: ffffffff81eda7a0 ").Events);

    [Theory]
    [InlineData("0xffff88810004bd48 try read &anon_vma->rwsem", true, LockMode.Shared)]
    [InlineData("ffff88810004bd48 read &anon_vma->rwsem", false, LockMode.Shared)]
    [InlineData("0xffff88810004bd48 try &anon_vma->rwsem", true, LockMode.Exclusive)]
    public void A_trylock_is_shown_only_when_it_has_succeeded(string body, bool trylock, LockMode mode)
    {
        var acquired = KernelText.Of(Head + $".....    41.1: lock_acquire:         {body}").Only<LockAcquired>();
        Assert.Equal((trylock, mode), (acquired.Trylock, acquired.Mode));
    }

    [Theory]
    [InlineData("&anon_vma->rwsem", 1)]
    [InlineData("ptlock_ptr(page)", 0)]
    public void Waiting_sleeps_if_the_lock_does(string name, int sleeps)
    {
        var text = KernelText.Of(
            Head + $".....    41.1: lock_acquire: ffff88810004bd48 {name}",
            Head + ".....    41.2: lock_contended: ffff88810004bd48 ",
            Head + ".....    41.3: lock_acquired: ffff88810004bd48 ");
        Assert.Equal(1, text.Only<LockAcquired>().Header.Line());
        Assert.Equal(sleeps, text.All<MightSleep>().Count);
    }

    [Fact]
    public void A_lock_that_a_probe_shows_too_is_taken_once_when_the_probe_says()
    {
        var text = KernelText.Of(
            Head + ".....    41.1: spin_lock: (_raw_spin_lock+0x0/0x40) lock=0xffff888100051e00 caller=0xffffffff811f81d8",
            Head + "...1.    41.2: lock_acquire: ffff888100051e18 ptlock_ptr(page)",
            Head + "...1.    41.3: spin_locked: (filemap_map_pages+0x3c8/0x7a0 <- _raw_spin_lock)",
            Head + "...1.    41.4: spin_unlock: (_raw_spin_unlock+0x0/0x40) lock=0xffff888100051e00",
            Head + "...1.    41.5: lock_release: ffff888100051e18 ",
            Head + "...1.    41.6: read_lock: (_raw_read_lock+0x0/0x40) lock=0xffffc900001c6000",
            Head + "...1.    41.7: lock_acquire: ffffc900001c6018 read &(kvm)->mmu_lock",
            Head + "...1.    41.8: read_unlock: (_raw_read_unlock+0x0/0x40) lock=0xffffc900001c6000",
            Head + "...1.    41.9: lock_release: ffffc900001c6018 ");
        Assert.Equal([(3L, LockClass.PageTable), (6L, LockClass.Unknown)], text.All<LockAcquired>().Select(a => (a.Header.Line(), a.Class)));
        Assert.Equal([4L, 8L], text.All<LockReleased>().Select(released => released.Header.Line()));
    }

    [Fact]
    public void The_mmap_lock_is_told_by_its_own_tracepoints_where_they_are_on()
    {
        var text = KernelText.Of(
            Head + ".....    41.1: mmap_lock_start_locking: mm=ffff88810004bc00 memcg_path= write=false",
            Head + ".....    41.2: down_read_trylock: (down_read_trylock+0x0/0x140) sem=0xffff88810004bcd8",
            Head + ".....    41.3: lock_acquire: ffff88810004bd48 read &mm->mmap_lock",
            Head + ".....    41.3: lock_contended: ffff88810004bd48 ",
            Head + ".....    41.4: mmap_lock_acquire_returned: mm=ffff88810004bc00 memcg_path= write=false success=true",
            Head + ".....    41.5: mmap_lock_released: mm=ffff88810004bc00 memcg_path= write=false",
            Head + ".....    41.6: lock_release: ffff88810004bd48 ");
        Assert.Equal(text.Only<LockAcquired>().Lock, text.Only<MightSleep>().Lock);
        Assert.Equal((5L, LockClass.MmapLock), (text.Only<LockAcquired>().Header.Line(), text.Only<LockAcquired>().Class));
        Assert.Equal(6, text.Only<LockReleased>().Header.Line());
    }

    [Fact]
    public void A_lock_that_no_probe_shows_given_back_is_given_back_by_the_tracepoint()
    {
        var text = KernelText.Of(
            Head + "d..1.    41.1: spin_lock: (_raw_spin_lock+0x0/0x40) lock=0xffff88813cc2b5c0",
            Head + "d..1.    41.2: lock_acquire: ffff88813cc2b5d8 &rq->__lock",
            Head + "d..1.    41.3: lock_release: ffff88813cc2b5d8 ");
        Assert.Equal(3, text.Only<LockReleased>().Header.Line());
        Assert.Equal(text.Only<LockAcquired>().Lock, text.Only<LockReleased>().Lock);
    }

    [Fact]
    public void Memory_of_a_lock_may_become_a_lock_of_another_class() =>
        Assert.Equal([LockClass.PageTable, LockClass.Unknown], KernelText.Of(
            Head + "...1.    41.1: lock_acquire: ffff888100051d58 ptlock_ptr(page)",
            Head + "...1.    41.2: lock_release: ffff888100051d58 ",
            Head + "...1.    41.3: lock_acquire: ffff888100051d58 &rq->__lock",
            Head + "...1.    41.4: lock_release: ffff888100051d58 ",
            Head + "...1.    41.5: spin_lock: (_raw_spin_lock+0x0/0x40) lock=0xffff888100051d40").All<LockAcquired>().Select(acquired => acquired.Class));

    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public void Three_entries_stored_under_one_lock_pair_it_with_their_table(int entries, bool known)
    {
        var text = KernelText.Of([.. Section(0x106000000, 0x51d58, entries)]);
        Assert.Equal(known, text.Only<LockAcquired>().Table.Value != 0);
        Assert.Equal(known, text.All<TableObserved>().Any(table => table.Lock == text.Only<LockAcquired>().Lock));
    }

    [Fact]
    public void A_table_that_is_seen_with_two_locks_is_not_spoken_of_beforehand()
    {
        var text = KernelText.Of([.. Section(0x106000000, 0x51d58, 3), .. Section(0x106000000, 0x52c58, 3, second: 42)]);
        Assert.All(text.All<LockAcquired>(), acquired => Assert.Equal(default, acquired.Table));
    }

    // Only the first 50,000 lines are read beforehand.
    [Fact]
    public void A_page_that_becomes_another_table_takes_the_lock_under_which_it_is_next_stored_to()
    {
        var text = KernelText.Of([.. Section(0x106000000, 0x51d58, 3), .. Enumerable.Repeat("#", 50_000), .. Section(0x106000000, 0x52c58, 1, second: 42)]);
        var acquired = text.All<LockAcquired>();
        Assert.Equal(acquired.Select(one => one.Lock), text.All<TableObserved>().Select(table => table.Lock).Distinct());
        Assert.Equal((true, default), (acquired[0].Table.Value != 0, acquired[1].Table));
    }

    private static IEnumerable<string> Section(ulong page, int map, int entries, int second = 41) =>
    [
        Head + $"...1.    {second}.1: lock_acquire: ffff8881000{map:x} ptlock_ptr(page)",
        .. Enumerable.Range(0, entries).Select(i =>
            Head + $"d.Z..    {second}.2: set_pte__do_set_pte_184: (do_set_pte+0x184/0x1d0) ptep=0x{0xffff888000000000 + page + (ulong)i * 8:x} new=0x10643e025 old=0x0"),
        Head + $"...1.    {second}.3: lock_release: ffff8881000{map:x} ",
    ];
}
