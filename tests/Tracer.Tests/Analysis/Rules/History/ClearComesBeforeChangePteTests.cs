using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.History;

/// <summary>C02.</summary>
public sealed class ClearComesBeforeChangePteTests : RuleTests<ClearComesBeforeChangePte>
{
    [Theory]
    [InlineData("run · A lock ptl1 · A clear 0x1000 · A flush 0x1000+1 · A cp 0x1000 pfn=9 rw · A set 0x1000 pfn=9 rw")]
    [InlineData("run · A lock ptl1 · A clear 0x1000 · A flush all · A set 0x1000 pfn=9 rw · A cp 0x1000 pfn=9 rw")]
    public void Holds_when_the_old_entry_is_cleared_and_flushed(string script) => Holds(script, "3.5");

    [Fact]
    public void Holds_on_a_kernel_trace_without_a_flush() => Holds("A lock ptl1 · A clear 0x1000 · A cp 0x1000 pfn=9 rw", "6.1");

    [Fact]
    public void Violated_while_the_old_entry_is_there() => Violated("C02.present", 3, [3], "run · A lock ptl1 · A cp 0x1000 pfn=9 rw · A set 0x1000 pfn=9 rw");

    [Fact]
    public void Violated_when_the_new_entry_was_set_over_the_old() =>
        Violated("C02.present", 4, [3, 4], "run · A lock ptl1 · A set 0x1000 pfn=9 rw · A cp 0x1000 pfn=9 rw", "3.5");

    [Theory]
    [InlineData("")]
    [InlineData("A flush 0x2000+1 · ")]
    [InlineData("A flush 0x1000+1 deferred · ")]
    [InlineData("A flush 0x1000+1 local · ")]
    public void Violated_when_CPUs_may_still_use_the_old_entry(string flush)
    {
        var at = flush.Length == 0 ? 4 : 5;
        Violated("C02.unflushed", at, [3, at], $"run · A lock ptl1 · A clear 0x1000 · {flush}A cp 0x1000 pfn=9 rw");
    }

    [Theory]
    [InlineData("A lock ptl1 · A cp 0x1000 pfn=9 rw")]
    [InlineData("run · A lock ptl1 · A clear 0x1000 · lost 1 · A cp 0x1000 pfn=9 rw")]
    public void Unjudged_when_the_entry_is_not_shown(string script) => Unjudged(script);

    [Fact]
    public void Speaks_not_of_kernels_without_it() => NotApplicable("run · A cp 0x1000 pfn=9 rw", "6.12");
}
