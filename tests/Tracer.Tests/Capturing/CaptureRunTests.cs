namespace Tracer.Tests.Capturing;

/// <summary>The script does what it says, and leaves nothing behind.</summary>
public sealed class CaptureRunTests
{
    private static readonly CaptureScript Script = CaptureScript.For(DefinedKernels.All, isMinimal: false);
    private static readonly CaptureScript Minimal = CaptureScript.For(DefinedKernels.All, isMinimal: true);

    [Fact]
    public void What_is_defined_is_removed_and_what_was_there_stays()
    {
        using var kernel = new FakeKernel();
        var (exitCode, error) = kernel.Run(Script, ["-o", "out.trace", "--", "true"]);

        Assert.Equal(0, exitCode);
        var made = kernel.Defined.Skip(1).Where(line => line[0] != '-').ToList();
        Assert.True(made.Count > 100, $"{made.Count} probes were defined\n{error}");
        Assert.Contains("p:tracer_pt/pte_offset_map_lock __pte_offset_map_lock mm=mm:x64 pmd=pmd:x64 addr=addr:x64", made);
        Assert.DoesNotContain(made, line => line.Contains("$arg", StringComparison.Ordinal));
        Assert.Equal(
            made.Select(EventOf).Distinct().Order(StringComparer.Ordinal),
            kernel.Defined.Where(line => line.StartsWith("-:", StringComparison.Ordinal)).Select(line => line[2..]).Order(StringComparer.Ordinal));
        Assert.Equal("p:others/probe vfs_read", kernel.Defined[0]);
        Assert.Empty(kernel.Groups);
        Assert.Empty(kernel.Instances);
        Assert.Equal(FakeKernel.Trace, kernel.Read("out.trace"));
        Assert.Contains("are recorded, 0 are not to be had:", error, StringComparison.Ordinal);
    }

    // A new instance of a kernel records, and no task named is every task.
    [Fact]
    public void Nothing_is_recorded_before_the_command_and_then_only_its_task()
    {
        using var kernel = new FakeKernel();
        var (exitCode, error) = kernel.Run(Minimal, ["--", "sh", "-c", "cat ${TRACER_MARKER%/*}/tracing_on > seen; grep -cx $$ ${TRACER_MARKER%/*}/set_event_pid >> seen"]);

        Assert.True(exitCode == 0, error);
        Assert.Equal(["0"], kernel.Read("recording").Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct());
        Assert.Equal("1\n1\n", kernel.Read("seen"));
    }

    [Fact]
    public void A_kernel_that_knows_no_names_gets_places()
    {
        using var kernel = new FakeKernel("6.1.0-50-amd64");
        kernel.Run(Minimal, ["true"]);
        Assert.Contains(
            "p:tracer_mn/range_start __mmu_notifier_invalidate_range_start range=$arg1:x64 mm=+8($arg1):x64 start=+16($arg1):x64 end=+24($arg1):x64 flags=+32($arg1):x32 event=+36($arg1):u32",
            kernel.Defined);
        Assert.DoesNotContain(kernel.Defined, line => line.Contains("->", StringComparison.Ordinal));
    }

    [Fact]
    public void A_kernel_that_refuses_names_gets_places_too_and_what_it_refuses_is_told()
    {
        using var kernel = new FakeKernel();
        var (_, error) = kernel.Run(Script, ["true"], ("FAKE_REFUSES", "->, copy_huge_pmd "));
        Assert.Contains(kernel.Defined, line => line.StartsWith("p:tracer_mn/range_start __mmu_notifier_invalidate_range_start range=$arg1:x64 mm=+0($arg1):x64", StringComparison.Ordinal));
        Assert.Contains("are recorded, 1 are not to be had: tracer_pt/copy_huge_pmd\n", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5.14.0-427.el9.x86_64")]
    [InlineData("7.9.1")]
    public void Where_the_layout_is_not_known_there_are_no_places(string release)
    {
        using var kernel = new FakeKernel(release);
        var (_, error) = kernel.Run(Minimal, ["true"], ("FAKE_REFUSES", "->"));
        Assert.DoesNotContain(kernel.Defined, line => line.Contains("$arg", StringComparison.Ordinal));
        Assert.Contains("tracer_mn/range_start", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_with_lockdep_gives_its_other_functions_to_the_same_event()
    {
        using var kernel = new FakeKernel();
        kernel.Run(Script, ["true"], ("FAKE_REFUSES", " mutex_lock "));
        Assert.Contains("p:tracer_lk/mutex_lock mutex_lock_nested lock=lock:x64", kernel.Defined);
        Assert.Contains("p:tracer_lk/spin_lock _raw_spin_lock_nested lock=lock:x64", kernel.Defined);
    }

    [Fact]
    public void On_a_real_time_kernel_the_locks_that_sleep_are_probed()
    {
        using var kernel = new FakeKernel();
        File.AppendAllText(kernel.At("proc/kallsyms"), "ffffffff81000010 T rt_spin_lock\n");
        kernel.Run(Script, ["true"]);
        Assert.Contains(kernel.Defined, line => line.StartsWith("p:tracer_lk/rt_spin_lock ", StringComparison.Ordinal));
        Assert.DoesNotContain(kernel.Defined, line => line.Contains("_raw_spin_lock", StringComparison.Ordinal));
    }

    [Fact]
    public void The_command_its_children_and_the_named_threads_are_recorded()
    {
        using var kernel = new FakeKernel();
        var (exitCode, error) = kernel.Run(Minimal, ["-b", "4096", "-k", "ksmd", "-k", "kswapd", "-k", "kcompactd", "--", "sh", "-c", "echo $$ > pid; echo slot0 > \"$TRACER_MARKER\"; exit 5"]);

        Assert.Equal(5, exitCode);
        Assert.Equal(["", "71", "72", kernel.Read("pid").Trim()], kernel.Read("kept/set_event_pid").TrimEnd('\n').Split('\n'));
        Assert.Equal("slot0\n", kernel.Read("kept/trace_marker"));
        Assert.Equal("4096\n", kernel.Read("kept/buffer_size_kb"));
        Assert.Equal("mono\n", kernel.Read("kept/trace_clock"));
        Assert.Equal("0\n", kernel.Read("kept/tracing_on"));
        Assert.Equal(("1\n", "0\n"), (kernel.Read("kept/options/event-fork"), kernel.Read("kept/options/hash-ptr")));
        Assert.Contains("no kernel thread kcompactd", error, StringComparison.Ordinal);
        Assert.Contains("the command ended with 5; now: tracer check tracer.trace.gz --kernel 6.12.117+deb12", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Lost_events_are_told()
    {
        using var kernel = new FakeKernel();
        Assert.Contains("12 events did not fit and are lost: -b 262144 keeps more", kernel.Run(Minimal, ["true"], ("FAKE_OVERRUN", "12")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Interrupted_it_keeps_what_was_recorded_and_cleans_up()
    {
        using var kernel = new FakeKernel();
        var (exitCode, _) = kernel.Run(Minimal, ["-o", "out.trace", "sh", "-c", "kill -INT $PPID"]);

        Assert.Equal(130, exitCode);
        Assert.Equal(FakeKernel.Trace, kernel.Read("out.trace"));
        Assert.Empty(kernel.Groups);
        Assert.Empty(kernel.Instances);
    }

    [Fact]
    public void Interrupted_before_the_command_runs_it_cleans_up_and_runs_nothing()
    {
        using var kernel = new FakeKernel();
        var (exitCode, _) = kernel.Run(Minimal, ["-o", "out.trace", "touch", "ran"], ("FAKE_INTERRUPTS", "*/range_end"));

        Assert.Equal(130, exitCode);
        Assert.Contains(kernel.Defined, line => line.StartsWith("p:tracer_mn/range_start ", StringComparison.Ordinal));
        Assert.False(File.Exists(kernel.At("ran")) || File.Exists(kernel.At("out.trace")));
        Assert.Empty(kernel.Groups);
        Assert.Empty(kernel.Instances);
    }

    [Theory]
    [InlineData("only root may record a kernel", "1000")]
    [InlineData("no tracefs at ", "0")]
    public void Without_tracefs_it_says_what_to_do(string message, string user)
    {
        using var kernel = new FakeKernel(hasTracefs: false);
        var (exitCode, error) = kernel.Run(Minimal, ["true"], ("FAKE_USER", user));
        Assert.Equal(2, exitCode);
        Assert.StartsWith($"capture: {message}", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_kernel_that_takes_no_probe_is_not_recorded()
    {
        using var kernel = new FakeKernel();
        File.WriteAllText(kernel.At("tracefs/error_log"), "[    1.0] trace_kprobe: error: Invalid probed address or symbol\n");
        var (exitCode, error) = kernel.Run(Minimal, ["touch", "ran"], ("FAKE_REFUSES", "p:,r:"));

        Assert.Equal((2, "capture: the kernel takes none of the probes; of the last it says: [    1.0] trace_kprobe: error: Invalid probed address or symbol\n"), (exitCode, error));
        Assert.False(File.Exists(kernel.At("ran")));
        Assert.Empty(kernel.Instances);
    }

    [Fact]
    public void What_a_killed_one_has_left_is_told()
    {
        using var kernel = new FakeKernel();
        Directory.CreateDirectory(kernel.At("tracefs/events/tracer_mn/range_start"));
        Assert.StartsWith("capture: another capture runs, or was killed", kernel.Run(Minimal, ["true"]).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-b 12k true", "-b 12k: a number of KiB is wanted")]
    [InlineData("-o nowhere/a.trace true", "nowhere/a.trace: there is no such folder, or nothing may be written there")]
    [InlineData("-o a.dat true", "a.dat: trace-cmd, which writes .dat, is not there")]
    public void Wrong_usage_is_told_before_anything_is_done(string arguments, string message)
    {
        using var kernel = new FakeKernel();
        Assert.Equal((2, $"capture: {message}\n"), kernel.Run(Minimal, arguments.Split(' '), ("PATH", $"{kernel.At("bin")}")));
        Assert.Single(kernel.Defined);
    }

    [Fact]
    public void A_script_for_one_kernel_runs_on_no_other()
    {
        using var kernel = new FakeKernel();
        _ = KernelVersionRange.TryParse("6.1", out var other);
        var (exitCode, error) = kernel.Run(CaptureScript.For(other, isMinimal: true), ["true"]);
        Assert.Equal((2, "capture: made for Linux 6.1; this is 6.12.117+deb12-amd64\n"), (exitCode, error));
        Assert.Single(kernel.Defined);
    }

    private static string EventOf(string definition) => definition.Split(' ')[0].Split(':')[1];
}
