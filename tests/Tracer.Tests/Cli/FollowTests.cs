using Tracer.Testing;
using Tracer.Testing.Captures;

namespace Tracer.Tests.Cli;

/// <summary>What was held at a place, and what touched a page or a lock.</summary>
public sealed class FollowTests
{
    private static readonly string Kernel = Capture.PathOf("linux-6.1/dontneed-kvm.trace");
    private static readonly string Reclaim = RepositoryRoot.At("traces/engine/reclaim-aac2fea9-kvm.nettrace");

    [Fact]
    public void What_a_task_held_is_told_with_where_it_was_taken()
    {
        Assert.Equal(
            [
                "#170 kswapd-2 clears PTE 0x7f0000001000 in try_to_unmap_one",
                "         what                       since  for   where",
                "  in     reclaim                    #118   52us  shrink_page_list",
                "  holds  folio 0x100001 (bit lock)  #120   50us  shrink_page_list",
                "  holds  anon_vma (read)            #136   34us  try_to_unmap",
                "  holds  ptl 4 (spin)               #166   4us   try_to_unmap_one",
                "  preempt depth 1; may not sleep, for ptl 4 (spin); all is known, as the run is",
                "  shown from its beginning",
            ],
            Tool.Run("show", Reclaim, "--at", "170", "--held").Done());
    }

    [Fact]
    public void Of_a_kernel_it_is_told_with_the_bracket_and_since_when_it_is_known()
    {
        var held = Tool.Run("show", Kernel, "--at", "469", "--held").Done();
        Assert.Contains(held, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^  holds   mmap_lock of 0xffff\w+ \(read\) +line 435 "));
        Assert.Contains(held, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^  holds   ptl 0x\w+ \(spin\) +line 468 "));
        Assert.Contains(held, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^  open    bracket \[0x7ffabd400000, \+4K\) +line 465 "));
        Assert.Contains(held, line => line.StartsWith("  gather", StringComparison.Ordinal));
        Assert.EndsWith("known since line 431, where its last operation began or ended", string.Join(' ', held[^2..].Select(line => line.Trim())), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_what_was_held_before_the_event()
    {
        Assert.DoesNotContain("ptl 4", Tool.Run("show", Reclaim, "--at", "166", "--held").Output.Split('\n', 2)[1], StringComparison.Ordinal);
        Assert.Contains("ptl 4 (spin)", Tool.Run("show", Reclaim, "--at", "183", "--held").Output.Split('\n', 2)[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--at 2 --held", "no event is there; the next is at line 15")]
    [InlineData("--at 99999999 --held", "the trace ends before 99999999")]
    [InlineData("--held", "--held: at which place? --at says")]
    [InlineData("--follow-page x", "--follow-page x: no address and no range")]
    [InlineData("--follow-page pfn:x", "--follow-page x: no page frame number")]
    [InlineData("--follow-page 0x1000", "--follow-page 0x1000: no event is of that sort")]
    [InlineData("--follow-lock nothing", "--follow-lock nothing: no event is of that sort; nearest: ")]
    [InlineData("--follow-range 0x3000..0x1000", "--follow-range 0x3000..0x1000: no address and no range")]
    public void What_nothing_is_is_refused(string options, string complaint) =>
        Assert.Contains(complaint, Tool.Run(["show", Kernel, .. options.Split(' ')]).Refusal(), StringComparison.Ordinal);

    [Fact]
    public void A_page_is_followed_over_all_tasks_and_sides_to_its_frame()
    {
        var trail = Tool.Run("show", Reclaim, "--follow-page", "0x7f0000001234").Done();
        foreach (var side in new[] { "cpu", "notifier", "device", "task" }) Assert.Contains(trail, line => line.Contains($" {side} ", StringComparison.Ordinal));
        foreach (var what in new[] { "takes a page fault", "sets PTE 0x7f0000001000", "kvm maps 0x7f0000001000", "invalidate_range", "frees pfn 0x100001", "kvm writes 0x7f0000001000, pfn 0x100001" })
            Assert.Contains(trail, line => line.Contains(what, StringComparison.Ordinal));
        Assert.DoesNotContain(trail, line => line.Contains("0x7f0000000000 to pfn", StringComparison.Ordinal) || line.Contains(" PGD ", StringComparison.Ordinal) || line.Contains("pfn 0x100000", StringComparison.Ordinal));
    }

    [Fact]
    public void A_frame_is_followed_from_its_allocation_to_the_addresses_where_it_lies()
    {
        var trail = Tool.Run("show", Reclaim, "--follow-page", "pfn:0x100001").Done();
        Assert.EndsWith("allocates pfn 0x100001, generation 1 in do_anonymous_page", trail[0], StringComparison.Ordinal);
        Assert.Contains(trail, line => line.Contains("invalidate_range mm app [0x7f0000001000, +1B)", StringComparison.Ordinal));
        Assert.EndsWith("kvm writes 0x7f0000001000, pfn 0x100001", trail[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_range_every_page_is_followed()
    {
        var range = Tool.Run("show", Reclaim, "--follow-range", "0x7f0000000000..0x7f0000002000").Done();
        foreach (var page in new[] { "0x7f0000000000", "0x7f0000001000" })
            foreach (var line in Tool.Run("show", Reclaim, "--follow-page", page).Done()) Assert.Contains(line, range);
    }

    [Fact]
    public void A_lock_is_followed_with_what_is_done_under_it()
    {
        var trail = Tool.Run("show", Reclaim, "--follow-lock", "ptl 4", "--from", "166", "--to", "183").Done();
        Assert.Equal(["166", "168", "170", "175", "183"], trail.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]));
    }

    [Fact]
    public void Where_a_frame_is_handed_out_again_it_is_another_page()
    {
        var trail = PageTrail.Of(AddressRange.Of(new VirtualAddress(0x1000), 0x1000));
        Assert.True(trail.Takes(VmEvent.Of(new SecondaryMapped { Address = new(0x1000), Pfn = new(7) })));
        Assert.True(trail.Takes(VmEvent.Of(new PageFreed { Pfn = new(7) })));
        Assert.True(trail.Takes(VmEvent.Of(new PageAllocated { Pfn = new(6), Order = 1 })));
        Assert.False(trail.Takes(VmEvent.Of(new PageFreed { Pfn = new(7) })));
    }

    [Fact]
    public void An_interrupt_is_a_context_of_its_own_and_in_no_function_of_the_task()
    {
        var lines = Tool.Run("show", Capture.PathOf("planted/bug01-cow-fork-kvm.trace"), "--from", "1334", "--to", "1335").Done();
        Assert.Contains(" mmw-98/hardirq ", lines[0], StringComparison.Ordinal);
        Assert.Matches(" mmw-98/hardirq .* releases lock 0x[0-9a-f]+$", lines[1]);
    }

    [Fact]
    public void Brackets_are_shown_with_the_name_by_which_they_are_asked_for()
    {
        var line = Tool.Run("show", Kernel, "--kind", "RangeStartEntered", "--lines", "1").Done()[0];
        var id = System.Text.RegularExpressions.Regex.Match(line, @" \(range (\d+)\)$").Groups[1].Value;
        Assert.Equal(line, Tool.Run("show", Kernel, "--range", id).Done()[0]);
    }
}
