using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.History;

/// <summary>P05.</summary>
public sealed class NoInvalidatePageAnyMoreTests : RuleTests<NoInvalidatePageAnyMore>
{
    [Theory]
    [InlineData("4.14")]
    [InlineData("6.12")]
    public void Holds_where_ranges_tell_it(string protocol) => Holds("run · A start 0x1000+1 · A end 0x1000+1", protocol);

    [Fact]
    public void Violated_by_an_invalidate_page() => Violated("P05.gone", 3, [3], "run · A lock ptl1 · A ip 0x1000");

    [Fact]
    public void Violated_on_a_kernel_trace() => Violated("P05.gone", 1, [1], "A ip 0x1000", "6.1");

    [Theory]
    [InlineData("4.12")]
    [InlineData("aac2fea9")]
    [InlineData("785373b4")]
    public void Speaks_not_of_kernels_that_have_it(string protocol) => NotApplicable("run · A ip 0x1000", protocol);
}
