using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Brackets;

/// <summary>N08.</summary>
public sealed class RangeStaysInRegionTests : RuleTests<RangeStaysInRegion>
{
    [Theory]
    [InlineData("0x2000+1")]
    [InlineData("0x1000+3")]
    public void Holds_inside_a_region(string range) => Holds($"run · A vma 0x1000+3 · A enter-start {range}");

    [Fact]
    public void Holds_in_what_is_left_of_a_region() => Holds("run · A vma 0x1000+5 · A unvma 0x3000+1 · A enter-start 0x4000+2");

    [Fact]
    public void Holds_for_a_reverse_map_walk_in_a_region_that_munmap_has_taken_out() =>
        Holds("run · A vma 0x1000+3 · B lock mmap · B unvma 0x1000+3 · A lock anon1:r · A enter-start 0x2000+1");

    [Fact]
    public void Violated_beyond_the_end_of_the_region() => Violated("N08.beyond", 3, [3], "run · A vma 0x1000+3 · A enter-start 0x3000+2");

    [Fact]
    public void Violated_over_two_regions_that_nobody_unmaps() =>
        Violated("N08.beyond", 4, [4], "run · A vma 0x1000+2 · A vma 0x3000+2 · A enter-start 0x1000+4");

    [Fact]
    public void Violated_where_no_region_is() => Violated("N08.nowhere", 3, [3], "run · A vma 0x1000+3 · A enter-start 0x9000+1");

    [Fact]
    public void Violated_in_a_region_that_is_gone_since_mmap_lock_was_given_back() =>
        Violated("N08.nowhere", 6, [6], "run · B vma 0x1000+3 · B lock mmap · B unvma 0x1000+3 · B unlock mmap · A enter-start 0x2000+1");

    [Fact]
    public void Violated_by_another_than_munmap_over_the_two_regions_it_takes_out() =>
        Violated([6], "run · B vma 0x1000+2 · B lock mmap · B unvma 0x1000+2 · A lock anon1:r · A enter-start 0x1000+4");

    [Theory]
    [InlineData("A lock mmap · A unvma 0x1000+2 · A unvma 0x3000+2 · A enter-start 0x1000+4")] // munmap
    [InlineData("A enter-start all")] // clear_refs, release
    [InlineData("A enter-start 0x1000..0x1000")] // N07's
    public void Silent_of_ranges_that_are_no_region_s(string steps) => Silent($"run · A vma 0x1000+2 · A vma 0x3000+2 · {steps}");

    [Fact]
    public void Unjudged_where_no_regions_are_shown() => Unjudged("run · A enter-start 0x1000+1");

    [Fact]
    public void Inconclusive_when_the_regions_were_told_before_a_loss() => Unjudged("run · A vma 0x1000+1 · lost 3 · B start 0x9000+1 · A enter-start 0x5000+1");

    [Fact]
    public void Unjudged_where_no_region_is_told_of_since_a_loss() => Unjudged("run · lost 3 · A vma 0x1000+1 · B start 0x9000+1 · A enter-start 0x5000+1");
}
