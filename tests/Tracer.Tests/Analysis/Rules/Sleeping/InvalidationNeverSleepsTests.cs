using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Sleeping;

/// <summary>I03.</summary>
public sealed class InvalidationNeverSleepsTests : RuleTests<InvalidationNeverSleeps>
{
    private const string Sleeps = "I03.sleeps";

    [Fact]
    public void Holds_when_the_callback_returns() =>
        Holds("run · A lock ptl1 · A cb-in iommu InvalidateRange 0x1000+1 · A lock spin1 · A unlock spin1 · A cb-out iommu InvalidateRange 0x1000+1");

    [Fact]
    public void Holds_when_the_section_ends_where_no_callback_is_shown() => Holds("run · A lock ptl1 · A ir 0x1000+1 · A unlock ptl1");

    [Fact]
    public void Violated_when_the_callback_sleeps() =>
        HeldThen(Violated(Sleeps, 4, [2, 3, 4], "run · A lock ptl1 · A cb-in iommu InvalidateRange 0x1000+1 · A sleep sleeping-lock"), [2], []);

    [Fact]
    public void Violated_outside_the_page_table_lock_as_well() =>
        Violated(Sleeps, 3, [2, 3], "run · A cb-in iommu InvalidateRange 0x1000+1 · A sleep device");

    [Theory]
    [InlineData("sleep")]
    [InlineData("sleep sleeping-lock")]
    public void Violated_on_a_kernel_trace_when_a_sleep_is_the_next_event_under_the_lock(string sleep) =>
        Violated(Sleeps, 3, [1, 3], $"A lock ptl1 · A ir 0x1000+1 · A {sleep} · A unlock ptl1");

    [Theory]
    [InlineData("A lock ptl1 · A ir 0x1000+1 · A read 0x1000 · A sleep · A unlock ptl1")]
    [InlineData("A lock spin1 · A ir 0x1000+1 · A sleep · A unlock spin1")]
    [InlineData("A lock ptl1 · A ir 0x1000+1 · B lock spin1 · B sleep · B unlock spin1")]
    [InlineData("run · A start 0x1000+1 · A lock ptl1 · A ir 0x1000+1 · A sleep allocation")]
    public void Leaves_to_L04_a_sleep_that_is_not_the_callback_s(string script) => Broken(["L04"], script);

    [Fact]
    public void Speaks_not_of_eras_before_and_leaves_them_to_D08()
    {
        NotApplicable("run · A sleep", "4.10");
        Broken(["D08"], "run · A lock ptl1 · A cb-in iommu InvalidateRange 0x1000+1 · A sleep", "4.10");
    }

    [Fact]
    public void Inconclusive_when_the_callback_began_before_a_loss() =>
        Silent("run · A lock ptl1 · A cb-in iommu InvalidateRange 0x1000+1 · lost 1 · A sleep");

    [Fact]
    public void Alone_names_the_sleep() =>
        Broken(["I03"], "run · A lock ptl1 · A cb-in iommu InvalidateRange 0x1000+1 · A sleep · A switch B blocked · A cb-out iommu InvalidateRange 0x1000+1 · A unlock ptl1");

    [Fact]
    public void Counts_callbacks_and_not_the_section_around_them_where_callbacks_are_shown() =>
        Holds("run · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 · A cb-in kvm InvalidateRange 0x1000+1 · A cb-out kvm InvalidateRange 0x1000+1 · A unlock ptl1");

    [Fact]
    public void Unjudged_when_the_trace_does_not_show_where_the_callback_returns() =>
        Unjudged("A lock ptl1 · A cb-in kvm InvalidateRange 0x1000+1 · A cb-out kvm InvalidateRange 0x1000+1 context=Unplaced");

    [Fact]
    public void Silent_of_a_sleep_behind_the_walk_of_the_list_though_no_callback_is_seen_to_return() =>
        Silent("run · A AtomicEntered Section=SrcuRead · A cb-in iommu InvalidateRange 0x1000+1 · A AtomicLeft Section=SrcuRead · A sleep sleeping-lock");
}
