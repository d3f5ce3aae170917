using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.History;

/// <summary>C01.</summary>
public sealed class ChangePteComesBeforeSetTests : RuleTests<ChangePteComesBeforeSet>
{
    private const string AfterSet = "C01.after-set";

    [Theory]
    [InlineData("run · ")]
    [InlineData("")]
    public void Holds_when_the_new_entry_is_set_after_it(string begin) =>
        Holds(begin + "A lock ptl1 · A clear 0x1000 · A flush 0x1000+1 · A cp 0x1000 pfn=9 rw · A set 0x1000 pfn=9 rw · A unlock ptl1", "4.10");

    [Theory]
    [InlineData("run · ", 2)]
    [InlineData("", 1)]
    public void Violated_when_the_new_entry_is_set_already(string begin, int first) =>
        Violated(AfterSet, first + 3, [first + 1, first + 3], begin + "A lock ptl1 · A clear 0x1000 · A set 0x1000 pfn=9 rw · A cp 0x1000 pfn=9 rw", "4.10");

    [Fact]
    public void Violated_when_the_same_page_gets_more_permission() =>
        Violated(AfterSet, 5, [3, 5], "run · A lock ptl1 · A clear 0x1000 old=pfn7 · A set 0x1000 pfn=7 rw · A cp 0x1000 pfn=7 rw");

    [Fact]
    public void Silent_when_the_same_page_gets_less() =>
        Silent("run · A lock ptl1 · A clear 0x1000 old=pfn7:rw · A set 0x1000 pfn=7 · A cp 0x1000 pfn=7");

    [Fact]
    public void Holds_when_another_page_of_the_section_is_set() =>
        Holds("run · A lock ptl1 · A clear 0x1000 · A clear 0x2000 · A set 0x1000 pfn=9 rw · A cp 0x2000 pfn=9 rw");

    [Theory]
    [InlineData("A lock ptl1 · A cp 0x1000 pfn=9 rw")]
    [InlineData("run · A lock ptl1 · A clear 0x1000 · lost 1 · A cp 0x1000 pfn=9 rw")]
    public void Unjudged_when_the_entry_is_not_shown(string script) => Unjudged(script);

    [Theory]
    [InlineData("3.5")]
    [InlineData("6.12")]
    public void Speaks_not_of_kernels_that_had_it_the_other_way_or_have_it_not(string protocol) =>
        NotApplicable("run · A lock ptl1 · A clear 0x1000 · A set 0x1000 pfn=9 rw · A cp 0x1000 pfn=9 rw", protocol);
}
