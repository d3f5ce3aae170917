using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.History;

/// <summary>C04.</summary>
public sealed class ChangePteLiesInsideBracketTests : RuleTests<ChangePteLiesInsideBracket>
{
    private const string Outside = "C04.no-bracket";

    [Fact]
    public void Holds_inside() => Holds("run · A start 0x1000+1 · A lock ptl1 · A cp 0x1000 pfn=9 rw");

    [Theory]
    [InlineData("A lock mmap")]
    [InlineData("A start 0x2000+1")]
    [InlineData("B start 0x1000+1")]
    [InlineData("A enter-start 0x1000+1")]
    public void Violated_outside(string before) => Violated(Outside, 3, [3], $"run · {before} · A cp 0x1000 pfn=9 rw", "4.10");

    [Fact]
    public void Violated_after_the_end() => Violated(Outside, 4, [4], "run · A start 0x1000+1 · A end 0x1000+1 · A cp 0x1000 pfn=9 rw");

    [Fact]
    public void Violated_on_a_kernel_trace_once_the_operation_is_shown() => Violated(Outside, 2, [2], "A fault 0x1000 · A cp 0x1000 pfn=9 rw", "6.1");

    [Fact]
    public void Unjudged_when_the_operation_began_before_the_trace() => Unjudged("A cp 0x1000 pfn=9 rw", "6.1");

    [Theory]
    [InlineData("2.6.34")]
    [InlineData("3.5")]
    [InlineData("6.12")]
    public void Speaks_not_of_kernels_without_the_bracket_or_without_it(string protocol) => NotApplicable("run · A cp 0x1000 pfn=9 rw", protocol);
}
