using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis.Replay;

public sealed class SpansTests
{
    [Fact]
    public void A_bracket_ends_where_its_range_end_is_called() =>
        Assert.Equal("Bracket 2-3 Paired", Ends("run · A start 0x1000+1 · A end 0x1000+1", SpanKind.Bracket));

    [Fact]
    public void A_bracket_is_given_up_with_the_lock_that_it_began_under() =>
        Assert.Equal("Bracket 4-5 GivenUp", Ends("run · A syscall x · A lock mmap · A start 0x1000+2 · A unlock mmap · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A ret", SpanKind.Bracket));

    [Fact]
    public void An_end_that_misses_some_of_its_bracket_ends_it_all_the_same() =>
        Assert.Equal("Bracket 3-4 Paired", Ends("run · A op reclaim · A start 0x1000+2 · A end 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A op-end", SpanKind.Bracket));

    [Fact]
    public void A_bracket_is_given_up_with_the_operation() =>
        Assert.Equal("Bracket 3-4 GivenUp", Ends("run · A op reclaim · A start 0x1000+1 · A op-end", SpanKind.Bracket));

    [Fact]
    public void What_the_trace_ends_in_is_unended() =>
        Assert.Equal("Operation 2-0 Unended, PageTableLock 4-0 Unended, Bracket 3-0 Unended", Ends("run · A op reclaim · A start 0x1000+1 · A lock ptl1"));

    [Fact]
    public void What_events_were_lost_in_is_unended_there() =>
        Assert.Equal("PageTableLock 2-3 Unended", Ends("run · A lock ptl1 · lost 3 · A unlock ptl1", SpanKind.PageTableLock).Split(", ")[0]);

    [Fact]
    public void An_end_without_a_beginning_began_before_a_trace_that_starts_in_the_middle()
    {
        Assert.Equal("Bracket 0-1 Paired", Ends("A end 0x1000+1", SpanKind.Bracket));
        Assert.Equal("", Ends("run · A end 0x1000+1", SpanKind.Bracket));
    }

    [Fact]
    public void A_spin_lock_that_a_depth_of_zero_excludes_is_disproved() =>
        Assert.Equal("PageTableLock 1-2 Disproved", Ends("A lock ptl1 depth=1 · A flush 0x1000+1 depth=0", SpanKind.PageTableLock));

    [Fact]
    public void A_callback_that_another_returns_around_is_given_up() =>
        Assert.Equal(
            "Callback 3-4 GivenUp, Callback 2-4 Paired",
            Ends("run · A cb-in kvm range-start 0x1000+1 · A cb-in gru range-start 0x1000+1 · A cb-out kvm range-start 0x1000+1", SpanKind.Callback));

    [Fact]
    public void A_callback_is_given_up_with_the_section_that_it_was_called_in() =>
        Assert.Equal("Callback 3-4 GivenUp", Ends("run · A AtomicEntered Section=SrcuRead · A cb-in kvm range-start 0x1000+1 · A AtomicLeft Section=SrcuRead", SpanKind.Callback));

    [Fact]
    public void A_failed_start_opens_nothing() => Assert.Equal("", Ends("run · A start 0x1000+1 result=-11 · A op-end", SpanKind.Bracket));

    private static string Ends(string script, SpanKind? only = null)
    {
        var ends = new List<string>();
        var analyzer = new Analyzer();
        analyzer.Subscribe((in SpanEnded span) =>
        {
            if (only is null || span.Kind == only) ends.Add($"{span.Kind} {span.Begin.Header.Sequence}-{span.End.Header.Sequence} {span.How}");
        });
        analyzer.Begin(Era.E6);
        var trace = Script.Parse(script);
        analyzer.Accept([.. trace.Naming, .. trace.Events]);
        analyzer.Finish();
        return string.Join(", ", ends);
    }
}
