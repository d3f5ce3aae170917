using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Drivers;

/// <summary>C05.</summary>
public sealed class NoMappingFromNestedChangePteTests : RuleTests<NoMappingFromNestedChangePte>
{
    private const string Nested = "C05.nested";
    private const string Register = "run · A register kvm traits=range-start+range-end+counts+change-pte";

    [Fact]
    public void Holds_when_the_one_open_range_is_its_own() =>
        Holds($"{Register} · A start 0x1000+1 · A cb-in kvm change-pte 0x1000+1 · A map 0x1000 pfn=9 driver=kvm · A cb-out kvm change-pte 0x1000+1");

    [Fact]
    public void Holds_when_it_sets_nothing() =>
        Holds("run · B start 0x5000+1 · A start 0x1000+1 · A cb-in kvm change-pte 0x1000+1 · A cb-out kvm change-pte 0x1000+1");

    [Theory]
    [InlineData("B start 0x5000+1 · A start 0x1000+1", 2)]
    [InlineData("A start 0x0+16 · A start 0x1000+1", 2)]
    [InlineData("A start 0x1000+1 · B start 0x1000+1", 3)]
    public void Violated_when_another_is_open(string starts, int other) =>
        Violated(Nested, 5, [other, 4, 5], $"run · {starts} · A cb-in kvm change-pte 0x1000+1 · A map 0x1000 pfn=9 driver=kvm");

    [Theory]
    [InlineData("B map 0x1000 pfn=9 driver=kvm")]
    [InlineData("A map 0x1000 pfn=9 driver=iommu")]
    public void Silent_of_what_others_set_meanwhile(string map) =>
        Silent($"run · B start 0x5000+1 · A start 0x1000+1 · A cb-in kvm change-pte 0x1000+1 · {map}");

    [Fact]
    public void Inconclusive_when_the_ranges_began_before_a_loss() =>
        Silent("run · B start 0x5000+1 · A start 0x1000+1 · lost 1 · A cb-in kvm change-pte 0x1000+1 · A map 0x1000 pfn=9 driver=kvm");

    [Fact]
    public void Speaks_not_of_kernels_without_the_bracket() => NotApplicable("run · A cb-in kvm change-pte 0x1000+1", "3.5");

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("B start 0x5000+1 · ", new[] { "C05" })]
    public void Alone_names_it(string other, string[] rules) =>
        Broken(rules, "run · A lock mmap · A register kvm traits=range-start+range-end+counts+change-pte · A unlock mmap · "
            + $"{other}A start 0x1000+1 · A lock ptl1 · A cb-in kvm change-pte 0x1000+1 · A map 0x1000 pfn=9 driver=kvm");

    [Fact]
    public void Unjudged_when_the_trace_does_not_show_where_the_callback_returns() =>
        Unjudged("A lock ptl1 · A cb-in kvm change-pte 0x1000+1 · A cb-out kvm change-pte 0x1000+1 context=Unplaced");
}
