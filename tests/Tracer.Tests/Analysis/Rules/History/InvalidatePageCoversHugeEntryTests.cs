using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.History;

/// <summary>P03.</summary>
public sealed class InvalidatePageCoversHugeEntryTests : RuleTests<InvalidatePageCoversHugeEntry>
{
    private const string Clean = "run · A op mkclean · A lock pml1 · A clear-huge 0x200000 fn=page_mkclean_one";

    [Fact]
    public void Holds_when_each_of_its_pages_is_announced() =>
        Holds($"{Clean} · {string.Join(" · ", Enumerable.Range(0, 512).Select(page => $"A ip 0x{0x200000 + page * 0x1000:x}"))} · A unlock pml1 · A op-end", "4.12");

    [Fact]
    public void Violated_when_only_one_page_is_announced() => Violated("P03.too-few", 5, [4, 5], $"{Clean} · A ip 0x200000 · A unlock pml1 · A op-end", "4.12");

    [Theory]
    [InlineData("A unlock pml1 · A op-end", "4.12")]
    [InlineData("A unlock pml1 · A op-end", "4.10")]
    [InlineData("A ip 0x400000 · B ip 0x200000 · A ip 0x200000 mm=2 · A unlock pml1 · A op-end", "4.12")]
    public void Violated_when_no_page_is_announced(string steps, string protocol) => Violated("P03.none", 4, [4], $"{Clean} · {steps}", protocol);

    [Fact]
    public void Silent_inside_a_bracket() =>
        Silent("run · A op split · A start 0x200000+2M · A lock pml1 · A clear-huge 0x200000 fn=page_mkclean_one · A unlock pml1 · A end 0x200000+2M · A op-end", "4.12");

    [Fact]
    public void Speaks_not_of_eras_without_invalidate_page() => NotApplicable($"{Clean} · A unlock pml1 · A op-end", "4.14");

    [Theory]
    [InlineData(" · A unlock pml1")]
    [InlineData(" · lost 3 · A unlock pml1 · A op-end")]
    public void Inconclusive_when_the_operation_s_end_or_the_events_before_it_are_missing(string steps) => Silent(Clean + steps, "4.12");

    private const string Unmap = "run · A op reclaim · A lock ptl1 · A clear 0x1000 fn=try_to_unmap_one";

    [Theory]
    [InlineData("4.12")]
    [InlineData("4.10")]
    [InlineData("785373b4")]
    public void Violated_when_a_small_entry_goes_without_a_word(string protocol) => Violated("P03.none", 4, [4], $"{Unmap} · A unlock ptl1 · A op-end", protocol);

    [Fact]
    public void Holds_when_a_small_entry_is_announced_before_the_operation_ends() => Holds($"{Unmap} · A unlock ptl1 · A ip 0x1000 · A op-end", "4.10");

    // try_to_unmap_one gives up: nothing has changed.
    [Fact]
    public void Silent_when_the_entry_is_put_back() => Silent($"{Unmap} old=pfn1 · A set 0x1000 new=pfn1 · A unlock ptl1 · A op-end", "4.12");

    [Fact]
    public void Violated_when_it_is_put_back_with_less() =>
        Violated("P03.none", 4, [4], "run · A op mkclean · A lock ptl1 · A clear 0x1000 old=pfn1:rw:dirty fn=page_mkclean_one · A set 0x1000 new=pfn1 · A unlock ptl1 · A op-end", "4.12");

    [Fact]
    public void Unjudged_where_the_trace_shows_no_invalidate_page() =>
        Unjudged("A register kvm · A op reclaim · A lock ptl1 · A clear 0x1000 fn=try_to_unmap_one · A unlock ptl1 · A op-end", "4.12");

    [Fact]
    public void Violated_when_dax_tells_nobody_where_reclaim_has_ranges() =>
        Violated("P03.none", 4, [4], "run · A op dax-mkclean · A lock ptl1 · A clear 0x1000 fn=dax_mapping_entry_mkclean · A unlock ptl1 · A op-end", "aac2fea9");
}
