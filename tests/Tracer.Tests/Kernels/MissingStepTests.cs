using Tracer.Testing.Captures;
using Tracer.Testing.Mutators;

namespace Tracer.Tests.Kernels;

/// <summary>Captures without a step that nothing else stands for: what it should have come before names it.</summary>
public sealed class MissingStepTests
{
    private const ulong FrameBits = 0xff_ffff_ffff;

    [Fact]
    public void A_page_that_is_freed_before_its_gather_is_flushed_is_named()
    {
        var lines = Capture.Of("planted/control-mremap-kvm").Lines.ToList();
        var finish = lines.FindIndex(line => line.Name == "tlb_finish_mmu" && lines[lines.IndexOf(line) + 1].Name == "flush_tlb_mm_range");
        var freed = lines.FindIndex(finish, line => line.Name == "mm_page_free");
        var last = lines.FindLastIndex(lines.FindIndex(freed, line => line.Name == "sys_exit"), line => line.Name == "mm_page_free");
        var flush = lines[finish + 1];
        lines.RemoveAt(finish + 1);
        lines.Insert(last, flush);
        var zapped = lines[..finish].Where(line => line.Name.StartsWith("xchg__unmap_page_range", StringComparison.Ordinal)).Select(line => line.Field("old") >> 12 & FrameBits).ToHashSet();
        var early = Enumerable.Range(freed - 1, last - freed + 1).Where(at => lines[at].Name == "mm_page_free" && zapped.Contains(lines[at].Field("pfn")));
        Assert.Equal(early.Select(at => new Breach(at + 1, "T03")), BreachesIn(lines));
    }

    [Theory]
    [InlineData("linux-6.1/mprotect-kvm", "range_start_ret")]
    [InlineData("linux-6.12/mprotect-kvm", "range_start_ret")]
    [InlineData("linux-6.1/dontneed-kvm", "range_start_ret: (zap_page_range_single")]
    public void A_notifier_call_of_a_system_call_that_takes_no_mmap_lock_is_named(string capture, string call)
    {
        var lines = Capture.Of(capture).Lines.ToList();
        var place = lines.FindIndex(lines.Count / 2, line => line.Text.Contains(call, StringComparison.Ordinal));
        var pid = lines[place].Pid;
        var entered = lines.FindLastIndex(place, line => line.Pid == pid && line.Name == "sys_enter");
        var left = lines.FindIndex(place, line => line.Pid == pid && line.Name == "sys_exit");
        var unlocked = lines.Where((line, at) => at < entered || at > left || line.Pid != pid || !line.Name.StartsWith("mmap_lock_", StringComparison.Ordinal)).ToList();
        var calls = lines[entered..left].Where(line => line.Text.Contains(call, StringComparison.Ordinal));
        Assert.Equal(calls.Select(line => new Breach(unlocked.IndexOf(line) + 1, "N09")), BreachesIn(unlocked));
    }

    [Theory]
    [InlineData("linux-6.1/mprotect-kvm")]
    [InlineData("linux-6.12/cow-fork-kvm")]
    [InlineData("linux-7.2/mthp-kvm")]
    public void A_range_that_a_driver_does_not_hear_of_is_named(string capture)
    {
        var lines = Capture.Of(capture).Lines.ToList();
        var called = lines.FindIndex(lines.Count / 2, line => line.Name == "inv_start");
        var pid = lines[called].Pid;
        var returned = lines.FindIndex(called, line => line.Pid == pid && line.Name == "inv_start_ret");
        var left = lines.Where((line, at) => at < called || at > returned || line.Pid != pid).ToList();
        var start = left.FindIndex(called, line => line.Pid == pid && line.Name == "range_start_ret");
        Assert.Equal([new Breach(start + 1, "N17")], BreachesIn(left));
    }

    // KVM_RUN faults the page in itself on 6.1; on 6.12 it is a page fault of its own, which is over when it is served.
    [Theory]
    [InlineData("linux-6.1/cow-fork-kvm", "sys_exit")]
    [InlineData("linux-6.12/cow-fork-kvm", "handle_mm_fault_ret")]
    public void An_entry_that_no_CPU_is_flushed_of_is_named(string capture, string over)
    {
        var whole = Capture.Of(capture);
        var bracket = whole.Brackets[whole.Brackets.Count / 2];
        var lines = whole.Lines.Except(bracket.Within.Where(line => line.Name == "flush_tlb_mm_range")).ToList();
        var end = lines.FindIndex(lines.IndexOf(bracket.Ending[^1]), line => line.Pid == bracket.Ending[0].Pid && line.Name == over);
        Assert.Equal([new Breach(end + 1, "N21")], BreachesIn(lines));
    }

    private static IReadOnlyList<Breach> BreachesIn(IEnumerable<CaptureLine> lines) =>
        KernelCheck.OfText(CaptureText.Of(lines)).Breaches();
}
