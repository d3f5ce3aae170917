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

    private static IReadOnlyList<Breach> BreachesIn(IEnumerable<CaptureLine> lines) =>
        KernelCheck.OfText(string.Concat(lines.Select(line => line.Text + "\n"))).Breaches();
}
