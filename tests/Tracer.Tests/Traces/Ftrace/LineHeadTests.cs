namespace Tracer.Tests.Traces.Ftrace;

public sealed class LineHeadTests
{
    private const string Body = "cond_resched: (__cond_resched+0x0/0x40) caller=0xffffffff812cbf51";

    [Theory]
    [InlineData("             mmw-183     [000] .....    39.385704: ", "mmw", 183, 0)]
    [InlineData("             mmw-293     (    293) [001] .....   101.505752: ", "mmw", 293, 1)]
    [InlineData("             mmw-293     (-------) [001] .....   101.505752: ", "mmw", 293, 1)]
    [InlineData("             mmw-183   [000]    39.385704: ", "mmw", 183, 0)]
    [InlineData("             mmw-189   [000]390510697731: ", "mmw", 189, 0)]
    [InlineData("     mmw-183     0.....    39.385704: ", "mmw", 183, 0)]
    [InlineData("             mmw-186     [001] .......    22.011475: ", "mmw", 186, 1)]
    [InlineData("  kvm-nx-lpage-re-1234567 [127] .....  9.1: ", "kvm-nx-lpage-re", 1234567, 127)]
    [InlineData("     kworker/1:1-25      [001] .....    16.415089: ", "kworker/1:1", 25, 1)]
    [InlineData("    a-1 [000] b -77      [002] .....    16.415089: ", "a-1 [000] b ", 77, 2)]
    [InlineData("                -77      [002] .....    16.415089: ", null, 77, 2)]
    [InlineData("           <...>-240     [000] .....    42.793965: ", null, 240, 0)]
    [InlineData("a comm that is wider than any kernel's-5 [000] .....  1.5: ", "a comm that is wider than any kernel's", 5, 0)]
    [InlineData("     mmw-183       0..... 39402736us : ", "mmw", 183, 0)]
    [InlineData("     mmw-183       1d.... 39402736us+: ", "mmw", 183, 1)]
    [InlineData("     mmw-183     1.....106415381031: ", "mmw", 183, 1)]
    [InlineData("     mmw-183     0.....    39.385704: (+5)     ", "mmw", 183, 0)]
    [InlineData("     mmw-183     0-0x1    39.385704: ", "mmw", 183, 0)]
    [InlineData("> >              mmw-183     [000] .....    39.385704: ", "mmw", 183, 0)]
    [InlineData("[   12.345678] [    T1]              mmw-183     [000] .....    39.385704: ", "mmw", 183, 0)]
    [InlineData("<4>[   12.345678]      mmw-183       0..... 39402736us : ", "mmw", 183, 0)]
    [InlineData("[Fri Nov 27 10:00:00 2026]              mmw-183     [000] .....    39.385704: ", "mmw", 183, 0)]
    [InlineData("Nov 27 10:00:00 host kernel:              mmw-183     [000] .....    39.385704: ", "mmw", 183, 0)]
    [InlineData("2026-11-27T10:00:00+0100 host kernel: [   12.345678]              mmw-183     [000] .....    39.385704: ", "mmw", 183, 0)]
    [InlineData("    12\t             mmw-183     [000] .....    39.385704: ", "mmw", 183, 0)]
    [InlineData("12:             mmw-183     [000] .....    39.385704: ", "mmw", 183, 0)]
    [InlineData("\u00a0            mmw-183\u00a0    [000] .....\t39.385704: ", "mmw", 183, 0)]
    public void Tells_task_and_cpu_in_every_form(string head, string? comm, int pid, int cpu)
    {
        var text = KernelText.Of(head + Body);
        var sleep = text.Only<MightSleep>();
        Assert.Equal(new TaskId(pid), sleep.Header.Task);
        Assert.Equal(cpu, sleep.Header.Cpu);
        Assert.Equal(comm, text.Names.Find(NameSpace.Task, pid));
    }

    [Theory]
    [InlineData("39.385704", 39_385_704_000)]
    [InlineData("106.415381007", 106_415_381_007)]
    [InlineData("0.000001", 1_000)]
    [InlineData("93117", 93117)]
    public void Tells_the_time_of_every_clock(string time, long nanoseconds) =>
        Assert.Equal(nanoseconds, KernelText.Of($"             mmw-183     [000] .....    {time}: {Body}").Only<MightSleep>().Header.TimestampNs);

    [Theory]
    [InlineData(".....", 0, ContextFlags.None)]
    [InlineData("...1.", 1, ContextFlags.None)]
    [InlineData("d..2.", 2, ContextFlags.IrqsOff)]
    [InlineData("dNs3.", 3, ContextFlags.IrqsOff | ContextFlags.SoftIrq)]
    [InlineData("d.h2.", 2, ContextFlags.IrqsOff | ContextFlags.HardIrq)]
    [InlineData("..H1.", 1, ContextFlags.HardIrq | ContextFlags.SoftIrq)]
    [InlineData("...a1", 10, ContextFlags.None)]
    [InlineData("d.Z..", 1, ContextFlags.Nmi)]
    [InlineData("d.Z1.", 2, ContextFlags.Nmi)]
    [InlineData("..Zff", 0, ContextFlags.Nmi)]
    [InlineData("dNZ..", 1, ContextFlags.Nmi)]
    [InlineData("......2", 0, ContextFlags.Realtime)]
    [InlineData("....3.1", 3, ContextFlags.Realtime)]
    [InlineData("d..Zf1.", 0, ContextFlags.Realtime | ContextFlags.Nmi)]
    [InlineData("...Zffff", 0, ContextFlags.Realtime | ContextFlags.Nmi)]
    public void Tells_depth_and_context_and_mends_what_a_trap_spoils(string flags, int depth, ContextFlags context)
    {
        var header = KernelText.Of($"             mmw-183     [000] {flags}    39.385704: {Body}").Only<MightSleep>().Header;
        Assert.Equal(depth, header.PreemptDepth);
        Assert.Equal(context, header.Context);
    }

    // An fprobe adds two to the depth at a call and one at its return, so that spin_lock seems to add none. Events of the kernel's own are right.
    [Theory]
    [InlineData('2', false)]
    [InlineData('3', true)]
    public void Tells_no_depth_where_probes_have_added_to_it(char returned, bool told)
    {
        const string Head = "             mmw-174     [000] ";
        var text = KernelText.Of(
            Head + "...2.   161.1: spin_lock: (_raw_spin_lock+0x4/0x30) lock=0xffffea00041cc0e8",
            Head + $"...{returned}.   161.2: spin_locked: (pte_offset_map_lock+0xbd/0x140 <- _raw_spin_lock)",
            Head + "...1.   161.3: mm_page_free: page=0xffffea0004f81f00 pfn=0x13e07c order=0");
        Assert.Equal((told, true), (text.Only<LockAcquired>().Header.HasDepth, text.Only<PageFreed>().Header.HasDepth));
    }

    [Fact]
    public void Tells_no_depth_where_the_form_has_no_columns()
    {
        var header = KernelText.Of($"             mmw-183   [000]    39.385704: {Body}").Only<MightSleep>().Header;
        Assert.False(header.HasDepth);
        Assert.Equal(ContextFlags.None, header.Context);
    }

    [Fact]
    public void A_trap_is_no_interrupt_though_trace_cmd_prints_it_as_one()
    {
        const string Store = "     mmw-183     0d.h..    39.385704: set_pte__do_set_pte_184: (ffffffff812cae04) ptep=0xffff888105fae098 new=0x106445025 old=0x0";
        var header = KernelText.Of("cpus=2", Store).Only<PteChanged>().Header;
        Assert.Equal((ContextFlags.Nmi, 1), (header.Context, header.PreemptDepth));
    }

    [Fact]
    public void Counts_every_line_of_the_file()
    {
        var text = KernelText.Of(
            "# tracer: nop",
            "#",
            "             mmw-183     [000] .....    39.1: exit_mmap: mm=0xffff888100060480",
            "",
            "             mmw-183     [000] .....    39.2: <stack trace>",
            " => do_exit",
            $"             mmw-183     [000] .....    39.3: {Body}");
        Assert.Equal(7, text.Only<MightSleep>().Header.Line());
    }

    [Fact]
    public void Skips_what_is_not_mapped()
    {
        var text = KernelText.Of(
            "             mmw-183     [000] .....    39.1: a_probe_of_tomorrow: (some_function+0x0/0x10) mm=0x1 garbage ] = ==",
            "             mmw-183     [000] .....    39.2: kvm_entry: vcpu 0, rip 0x1000",
            $"             mmw-183     [000] .....    39.3: {Body}");
        Assert.Single(text.Events);
    }

    [Fact]
    public void Names_a_task_again_when_its_comm_changes()
    {
        var text = KernelText.Of(
            $"           <...>-183     [000] .....    39.1: {Body}",
            $"              sh-183     [000] .....    39.2: {Body}",
            $"             mmw-183     [000] .....    39.3: {Body}");
        Assert.Equal("mmw", text.Names.Find(NameSpace.Task, 183));
        Assert.Equal(["sh", "mmw"], text.All<Named>().Where(n => n.Space == NameSpace.Task).Select(n => n.Text.ToString()));
    }
}
