namespace Tracer.Tests.Traces.Ftrace;

public sealed class OperationTests
{
    private const string Head = "             mmw-183     [000] ";

    [Fact]
    public void System_calls_and_faults_are_operations()
    {
        var text = KernelText.Of(
            Head + ".....    39.1: sys_exit: NR 1 = 1",
            Head + ".....    39.2: sys_enter: NR 11 (7fd3f9e28000, 1000, 1, 1, 0, 7)",
            Head + ".....    39.3: sys_exit: NR 11 = 0",
            Head + "d....    39.4: page_fault_user: address=0x440d90 ip=0x440d90 error_code=0x14",
            Head + ".....    39.5: sys_enter: NR 999 (1, 2, 3, 4, 5, 6)");
        Assert.Equal(
            [("munmap", OperationSource.Syscall, 0x7fd3f9e28000UL), ("page_fault", OperationSource.PageFault, 0x440d90UL), ("999", OperationSource.Syscall, ulong.MaxValue)],
            text.All<OperationBegan>().Select(o => (text.Names.Of(o.Operation), o.Source, o.Address.Value)));
        Assert.Equal([3L, 5L], text.All<OperationEnded>().Select(o => o.Header.Line()));
    }

    [Fact]
    public void System_calls_have_their_arguments_and_what_they_returned()
    {
        var text = KernelText.Of(
            Head + ".....    39.1: sys_enter: NR 9 (0, 1000, 3, 22, ffffffff, 7000)",
            Head + ".....    39.2: sys_exit: NR 9 = 140737488355328",
            Head + ".....    39.3: sys_enter: NR 28 (7ffabd400000, 40000, 14, 0, 0, 0)",
            Head + ".....    39.4: sys_exit: NR 28 = -22",
            Head + ".....    39.5: sys_enter: NR 39 (7ffabd400000, 40000, 14, 0, 0, 0)",
            Head + ".....    39.6: sys_enter: NR 1 (3, 40000, 14, 0, 0, 0)",
            Head + "d....    39.7: page_fault_user: address=0x440d90 ip=0x440d90 error_code=0x14");
        Assert.Equal(
            ["0 0,1000,3,22", "4 ffffffff,7000", "0 7ffabd400000,40000,14", "0 3,40000,14"],
            text.All<SyscallArguments>().Select(told => $"{told.From} {string.Join(',', told.Told.Select(value => value.ToString("x", System.Globalization.CultureInfo.InvariantCulture)))}"));
        Assert.Equal([0x8000_0000_0000, -22], text.All<SyscallReturned>().Select(returned => returned.Result));

        // Only what is an address is searched as one.
        Assert.Equal([0UL, 0x7ffabd400000UL, ulong.MaxValue, ulong.MaxValue, 0x440d90UL], text.All<OperationBegan>().Select(began => began.Address.Value));
    }

    [Fact]
    public void Raw_system_calls_have_them_too()
    {
        var text = KernelText.Of(
            Head + " 39.1: sys_enter:             id=28 args=ARRAY[00, 00, 40, bd, fa, 7f, 00, 00, 00, 00, 04, 00, 00, 00, 00, 00, 14, 00, 00, 00, 00, 00, 00, 00"
                + ", 00, 00, 00, 00, 00, 00, 00, 00, 00, 00, 00, 00, 00, 00, 00, 00, ff, ff, ff, ff, 00, 00, 00, 80]",
            Head + " 39.2: sys_exit:              id=28 ret=-22");
        Assert.Equal([0x7ffabd400000, 0x40000, 0x14, 0, 0, 0x8000_0000_ffff_ffff], text.All<SyscallArguments>().SelectMany(told => told.Told));
        Assert.Equal(-22, text.Only<SyscallReturned>().Result);
    }

    [Fact]
    public void Markers_and_stacks_are_notes_of_the_task_that_they_stand_with()
    {
        var text = KernelText.Of(
            Head + ".....    39.1: tracing_mark_write: mmw op madvise",
            Head + ".....    39.2: sys_enter: NR 28 (7ffabd400000, 40000, 14, 0, 0, 0)",
            Head + ".....    39.2: <stack trace>",
            " => do_madvise",
            " => entry_SYSCALL_64_after_hwframe+0x6e/0x76",
            Head + ".....    39.3: sys_exit: NR 28 = 0",
            Head + ".....    39.4: kernel_stack:         <stack trace >",
            "=> syscall_exit (ffffffff81a3d3e8)");
        Assert.Equal(
            [(NoteKind.Marker, "mmw op madvise", 1L), (NoteKind.Stack, "do_madvise < entry_SYSCALL_64_after_hwframe", 3L), (NoteKind.Stack, "syscall_exit", 7L)],
            text.All<Noted>().Select(note => (note.Is, text.Names.Find(NameSpace.Note, note.Note)!, note.Header.Line())));
        Assert.Equal((8, 0), (text.Completeness.Lines!.Read, text.Completeness.Lines.Unused));
    }

    // A fault that let go of the mmap_lock to wait for a page is handled again; the last time it keeps the lock, and gives it back after.
    [Fact]
    public void A_fault_is_over_when_it_is_served_and_its_lock_given_back()
    {
        var text = KernelText.Of(
            Head + "d....    39.1: page_fault_user: address=0x440d90 ip=0x440d90 error_code=0x14",
            Head + ".....    39.2: handle_mm_fault: (handle_mm_fault+0x0/0x2d0) vma=0x2 mm=0xffff888100060480 addr=0x440d90 flags=0x354",
            Head + ".....    39.3: handle_mm_fault_ret: (do_user_addr_fault+0x191/0x550 <- handle_mm_fault) ret=0x404",
            Head + ".....    39.4: mmap_lock_acquire_returned: mm=ffff888100060480 memcg_path= write=false success=true",
            Head + ".....    39.5: handle_mm_fault: (handle_mm_fault+0x0/0x2d0) vma=0x2 mm=0xffff888100060480 addr=0x440d90 flags=0x374",
            Head + ".....    39.6: handle_mm_fault_ret: (do_user_addr_fault+0x191/0x550 <- handle_mm_fault) ret=0x100",
            Head + ".....    39.7: mmap_lock_released: mm=ffff888100060480 memcg_path= write=false",
            Head + ".....    39.8: exit_mmap: (exit_mmap+0x0/0x310) mm=0xffff888100060480");
        Assert.Equal(7, text.Only<OperationEnded>().Header.Line());
    }

    // From Linux 6.4 on a fault takes the lock of its region alone, which is not shown.
    [Fact]
    public void A_fault_without_the_mmap_lock_is_over_when_it_is_served()
    {
        var text = KernelText.Of(
            Head + "d....    39.1: page_fault_user: address=0x440d90 ip=0x440d90 error_code=0x14",
            Head + ".....    39.2: handle_mm_fault: (handle_mm_fault+0x0/0x2d0) vma=0x2 mm=0xffff888100060480 addr=0x440d90 flags=0x354",
            Head + ".....    39.3: handle_mm_fault_ret: (do_user_addr_fault+0x191/0x550 <- handle_mm_fault) ret=0x0");
        Assert.Equal(3, text.Only<OperationEnded>().Header.Line());
    }

    [Fact]
    public void What_a_kernel_thread_does_under_a_mmap_lock_is_an_operation()
    {
        const string Thread = "            ksmd-36      [001] .....    39.1: ";
        var text = KernelText.Of(
            Thread + "mmap_lock_acquire_returned: mm=ffff888100060480 memcg_path= write=false success=true",
            Thread + "mmap_lock_released: mm=ffff888100060480 memcg_path= write=false");
        var began = text.Only<OperationBegan>();
        Assert.Equal((OperationSource.KernelThread, "ksmd"), (began.Source, text.Names.Of(began.Operation)));
        Assert.Equal("0xffff888100060480", text.Names.Of(began.Mm));
        Assert.Equal(2, text.Only<OperationEnded>().Header.Line());
    }

    // Of the attempt nothing tells that it succeeded but what follows; the second walk is another operation, and of a lock that is none of the reverse map's there is none.
    [Fact]
    public void What_a_kernel_thread_does_under_a_lock_of_the_reverse_map_is_an_operation()
    {
        const string Thread = "         kswapd0-77      [001] .....    39.1: ";
        var text = KernelText.Of(
            Thread + "down_read: (down_read+0x0/0xa0) sem=0xffff888100514740",
            Thread + "up_read: (up_read+0x0/0x60) sem=0xffff888100514740",
            Thread + "down_read_trylock: (down_read_trylock+0x0/0x70) sem=0xffff8881018b62e0",
            Thread + "try_to_unmap_one: (try_to_unmap_one+0x0/0xd00) folio=0xffffea0004ff8100 vma=0x1 mm=0xffff888100061200 addr=0x7f5b26600000 flags=0x40",
            Thread + "down_read: (down_read+0x0/0xa0) sem=0xffff888100514740",
            Thread + "up_read: (up_read+0x0/0x60) sem=0xffff888100514740",
            Thread + "try_to_unmap_one_ret: (rmap_walk_anon+0xdd/0x310 <- try_to_unmap_one) ret=1",
            Thread + "try_to_unmap_one: (try_to_unmap_one+0x0/0xd00) folio=0xffffea0004ff8100 vma=0x1 mm=0xffff888100063e80 addr=0x7f5b26600000 flags=0x40",
            Thread + "up_read: (up_read+0x0/0x60) sem=0xffff8881018b62e0",
            Thread + "down_read: (down_read+0x0/0xa0) sem=0xffff888100514740",
            Thread + "page_mkclean_one: (page_mkclean_one+0x0/0xd0) folio=0xffffea0004ff9340 vma=0x1 mm=0xffff888100061200 addr=0x7f5b26600000",
            Thread + "up_read: (up_read+0x0/0x60) sem=0xffff888100514740");
        Assert.Equal([4L, 11L], text.All<OperationBegan>().Select(began => began.Header.Line()));
        Assert.All(text.All<OperationBegan>(), began => Assert.Equal((OperationSource.KernelThread, "kswapd0"), (began.Source, text.Names.Of(began.Operation))));
        Assert.Equal([9L, 12L], text.All<OperationEnded>().Select(ended => ended.Header.Line()));
    }

    [Fact]
    public void Where_no_lock_of_the_reverse_map_shows_each_function_of_a_walk_is_an_operation()
    {
        const string Thread = "         kswapd0-77      [001] .....    39.1: ";
        var text = KernelText.Of(
            Thread + "try_to_unmap_one: (try_to_unmap_one+0x0/0xd00) mm=0xffff888100061200 addr=0x7f5b26600000 flags=0x40",
            Thread + "try_to_unmap_one_ret: (rmap_walk_anon+0xdd/0x310 <- try_to_unmap_one) ret=1",
            Thread + "folio_referenced_one: (folio_referenced_one+0x0/0x2d0) mm=0xffff888100063e80 addr=0x7f5b26600000",
            Thread + "try_to_unmap_one: (try_to_unmap_one+0x0/0xd00) mm=0xffff888100063e80 addr=0x7f5b26600000 flags=0x40");
        Assert.Equal([1L, 3L, 4L], text.All<OperationBegan>().Select(began => began.Header.Line()));
        Assert.Equal([2L, 4L], text.All<OperationEnded>().Select(ended => ended.Header.Line()));
    }

    [Theory]
    [InlineData("prev_comm= prev_pid=183 prev_prio=120 prev_state=D ==> next_comm=swapper/0 next_pid=7 next_prio=120", true)]
    [InlineData("prev_comm=a b=c prev_pid=183 prev_prio=120 prev_state=R+ ==> next_comm=d e next_pid=7 next_prio=120", false)]
    [InlineData("mmw:183 [120] D ==> swapper/0:7 [120]", true)]
    [InlineData("mmw:183 [120] R ==> kworker/1:1:7 [120]", false)]
    public void A_switch_tells_who_comes_and_whether_the_other_waits(string body, bool blocked)
    {
        var switched = KernelText.Of(Head + "d..2.    39.386251: sched_switch: " + body).Only<TaskSwitched>();
        Assert.Equal((new TaskId(7), blocked), (switched.Next, switched.Blocked));
    }

    [Fact]
    public void A_task_exits() =>
        Assert.Equal(new TaskId(183), KernelText.Of(Head + ".....    39.1: sched_process_exit: comm= pid=183 prio=120").Only<TaskExited>().Header.Task);
}
