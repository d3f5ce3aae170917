using Tracer.Testing.Captures;
using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Cli;

/// <summary>Every filter selects what grep would, and refuses what nothing in the trace is.</summary>
[Collection(NettraceCollection.Name)]
public sealed class ShowTests(SampleTraces traces) : IClassFixture<SampleTraces>
{
    private static readonly string Kernel = Capture.PathOf("linux-6.1/dontneed-kvm.trace");

    [Fact]
    public void A_system_call_is_shown_as_strace_prints_it_with_the_markers_around_it()
    {
        var shown = Tool.Run("show", Kernel, "--from", "429", "--to", "509", "--kind", "OperationBegan,OperationEnded,Noted").Done();
        Assert.Equal(
            [
                "     429     26.631655000 mmw-147              [000] ...  note: mmw op madvise DONTNEED 0x7ffabd400000+0x1000",
                "     430     26.631660000 mmw-147              [000] ...  returns from syscall write = 45",
                "     431     26.631673000 mmw-147              [000] ...  enters syscall madvise(0x7ffabd400000, 4K, MADV_DONTNEED)",
                "     506     26.633095000 mmw-147              [000] ...  returns from syscall madvise = 0",
                "     507     26.633205000 mmw-147              [000] ...  enters syscall write(3, 0x7ffd7e5b3c50, 9)",
                "     509     26.633223000 mmw-147              [000] ...  note: mmw ret 0",
            ],
            shown);
    }

    [Fact]
    public void Stacks_stand_below_the_event_that_they_belong_to()
    {
        var shown = Tool.Run("show", Capture.PathOf("linux-6.1/dontneed-kvm-stacktrace.trace"), "--kind", "OperationBegan", "--lines", "1").Done();
        Assert.Equal(2, shown.Length);
        Assert.EndsWith(" takes a page fault at 0x440d90", shown[0], StringComparison.Ordinal);
        Assert.EndsWith(" stack trace_event_raw_event_x86_exceptions < exc_page_fault < asm_exc_page_fault", shown[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--task mmw-147", " mmw-147(/hardirq|/softirq)? ")]
    [InlineData("--function handle_mm_fault", " in (handle_mm_fault|.* called from handle_mm_fault)")]
    [InlineData("--from 26.631655 --to 26.633095", @" 26\.63[123]")]
    [InlineData("--from 500 --to 505", " 50[0-5] ")]
    [InlineData("--pfn 0x13ff35", "pfn 0x13ff35")]
    [InlineData("--cpu 0 --kind PteChanged --from 431 --to 506", "PTE|PMD")]
    public void A_filter_selects(string options, string pattern)
    {
        var all = Tool.Run("show", Kernel).Done();
        var shown = Tool.Run(["show", Kernel, .. options.Split(' ')]).Done();
        Assert.InRange(shown.Length, 1, all.Length - 1);
        Assert.All(shown, line => Assert.Matches(pattern, line));
    }

    [Fact]
    public void A_processor_is_one_of_several()
    {
        var trace = Capture.PathOf("planted/bug01-cow-fork-kvm.trace");
        var (all, shown) = (Tool.Run("show", trace).Done(), Tool.Run("show", trace, "--cpu", "1").Done());
        Assert.Equal(all.Where(line => line.Contains(" [001] ", StringComparison.Ordinal)), shown);
        Assert.InRange(shown.Length, 1, all.Length - 1);
    }

    [Theory]
    [InlineData("--lock")]
    [InlineData("--mm")]
    public void A_thing_is_known_by_its_address_in_the_kernel(string option)
    {
        var kind = option == "--lock" ? "LockAcquired" : "RangeStartEntered";
        var line = Tool.Run("show", Kernel, "--kind", kind, "--lines", "2").Done()[^1];
        var pointer = System.Text.RegularExpressions.Regex.Match(line, "0xffff[0-9a-f]+").Value;
        var shown = Tool.Run("show", Kernel, option, pointer, "--kind", kind).Done();
        Assert.Contains(line, shown);
        Assert.All(shown, one => Assert.Contains(pointer, one, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--task mmx-147", "--task mmx-147: no event is of that sort; nearest: mmw-147, ")]
    [InlineData("--cpu 7", "--cpu 7: no event is of that sort; nearest: 0")]
    [InlineData("--function wp_page_cop", "--function wp_page_cop: no event is of that sort; nearest: wp_page_copy, ")]
    [InlineData("--mm 0xffff", "--mm 0xffff: no event is of that sort; nearest: 0xffff")]
    [InlineData("--lock nothing", "--lock nothing: no event is of that sort; nearest: ")]
    [InlineData("--pfn 0x1", "--pfn 0x1: no event is of that sort")]
    [InlineData("--range 99999999", "--range 99999999: no event is of that sort")]
    [InlineData("--from 99999999", "the trace ends at line ")]
    [InlineData("--kind PteChange", "--kind PteChange: no such kind; nearest: PteChanged, ")]
    [InlineData("--from here", "--from here: no place; give a sequence number or line such as 1342, or a time such as 26.631")]
    [InlineData("--from 20 --to 10", "--from lies behind --to")]
    [InlineData("--pfn x", "--pfn x: no page frame number; give one such as 0x13ff35")]
    public void What_nothing_is_is_refused(string options, string complaint) =>
        Assert.Contains(complaint, Tool.Run(["show", Kernel, .. options.Split(' ')]).Refusal(), StringComparison.Ordinal);

    [Fact]
    public void What_each_is_but_no_event_is_both_is_no_mistake()
    {
        var nothing = Tool.Run("show", Kernel, "--kind", "PteChanged", "--function", "scheduler_tick");
        Assert.Equal((0, "", $"tracer: {Kernel}: no event is of that sort\n"), (nothing.ExitCode, nothing.Output, nothing.Error));
    }

    [Fact]
    public void Names_and_decisions_are_hidden_unless_asked_for()
    {
        static bool IsHidden(string line) => line.Contains("  names ", StringComparison.Ordinal) || line.Contains("scheduler picks", StringComparison.Ordinal) || line.Contains("  draws ", StringComparison.Ordinal);
        Assert.DoesNotContain(Tool.Run("show", traces.Violated).Done(), IsHidden);
        Assert.Contains(Tool.Run("show", traces.Violated, "--all").Done(), IsHidden);
        Assert.All(Tool.Run("show", traces.Violated, "--kind", "Named").Done(), line => Assert.Contains("  names ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_stored_entry_is_shown_bit_by_bit()
    {
        var shown = Tool.Run("show", Kernel, "--kind", "PteChanged", "--from", "431", "--to", "506").Done();
        Assert.All(shown, line => Assert.Matches(": (none|pfn 0x[0-9a-f]+( [A-Za-z-]+)*) → (none|pfn 0x[0-9a-f]+( [A-Za-z-]+)*)$", line));
    }

    [Fact]
    public void Operations_are_filtered_by_what_is_in_them_and_folded()
    {
        var all = Tool.Run("show", Kernel, "--operations").Done();
        var some = Tool.Run("show", Kernel, "--operations", "--from", "431", "--to", "506", "--task", "mmw-147").Done();
        Assert.StartsWith("     431-", some[0], StringComparison.Ordinal);
        Assert.Contains("syscall madvise", some[0], StringComparison.Ordinal);
        Assert.InRange(some.Length, 2, all.Length - 1);
        Assert.Contains(all, line => System.Text.RegularExpressions.Regex.IsMatch(line, @" ×\d+$"));
        Assert.Contains("nearest: mmw-147", Tool.Run("show", Kernel, "--operations", "--task", "mmx-147").Refusal(), StringComparison.Ordinal);
    }
}
