using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.History;

/// <summary>P01.</summary>
public sealed class PageStaysGoneUntilInvalidatedTests : RuleTests<PageStaysGoneUntilInvalidated>
{
    private const string Remapped = "P01.remapped";
    private const string Unmap = "run · A lock ptl1 · A clear 0x1000 fn=try_to_unmap_one · A unlock ptl1";

    [Theory]
    [InlineData("A ip 0x1000")]
    [InlineData("B lock ptl1 · B set 0x2000 pfn=7 rw old=none · B unlock ptl1 · A ip 0x1000")]
    [InlineData("B lock ptl1 · B set 0x1000 pfn=7 rw old=none mm=2 · B unlock ptl1 · A ip 0x1000")]
    [InlineData("A lock ptl1 · A set 0x1000 pfn=7 rw · A unlock ptl1 · A ip 0x1000")]
    [InlineData("A ip 0x1000 · B lock ptl1 · B set 0x1000 pfn=7 rw · B unlock ptl1")]
    public void Holds_when_no_other_task_maps_the_address_in_between(string steps) => Holds($"{Unmap} · {steps}", "4.10");

    [Fact]
    public void Violated_when_another_task_maps_the_address_between_unlock_and_invalidate_page() =>
        Violated(Remapped, 8, [3, 4, 6, 8], $"{Unmap} · B lock ptl1 · B set 0x1000 pfn=7 rw · B unlock ptl1 · A ip 0x1000", "4.10");

    [Fact]
    public void Violated_for_a_page_of_a_huge_entry() =>
        Violated(Remapped, 6, [3, 4, 5, 6],
            "run · A lock pml1 · A clear-huge 0x200000 fn=page_mkclean_one · A unlock pml1 · B set 0x203000 pfn=7 old=none · A ip 0x203000", "4.10");

    [Fact]
    public void Violated_by_the_first_that_mapped_it() =>
        Violated(Remapped, 8, [3, 4, 5, 8], $"{Unmap} · B set 0x1000 pfn=7 rw · B clear 0x1000 · B set 0x1000 pfn=8 rw · A ip 0x1000", "4.10");

    [Fact]
    public void Violated_though_the_task_maps_the_same_page_elsewhere() =>
        Violated(Remapped, 7, [3, 4, 6, 7], $"{Unmap} · A set 0x2000 pfn=1 rw old=none · B set 0x1000 pfn=7 rw · A ip 0x1000", "4.10");

    [Fact]
    public void Holds_when_another_task_maps_it_while_the_lock_is_still_held() =>
        Holds("run · A lock ptl1 · A clear 0x1000 fn=try_to_unmap_one · B set 0x1000 pfn=7 rw · A unlock ptl1 · A ip 0x1000", "4.10");

    [Fact]
    public void Holds_when_invalidate_page_comes_under_the_lock() =>
        Holds("run · A lock ptl1 · A clear 0x1000 fn=try_to_unmap_one · A swap 0x1000 · A ip 0x1000 · A unlock ptl1", "4.10");

    [Theory]
    [InlineData("4.12")]
    [InlineData("4.14")]
    public void Speaks_not_of_eras_in_which_it_comes_under_the_lock(string protocol) => NotApplicable($"{Unmap} · A ip 0x1000", protocol);

    [Theory]
    [InlineData("run · A ip 0x1000")]
    [InlineData(Unmap + " · lost 2 · B set 0x1000 pfn=7 rw · A ip 0x1000")]
    public void Inconclusive_when_the_change_is_not_known(string script) => Silent(script, "4.10");

    [Fact]
    public void Goes_with_the_policy_that_was_never_enforced_alone() =>
        Broken(["P01", "P04"], $"{Unmap} · B lock ptl1 · B set 0x1000 pfn=7 rw · B unlock ptl1 · A ip 0x1000", "4.10");
}
