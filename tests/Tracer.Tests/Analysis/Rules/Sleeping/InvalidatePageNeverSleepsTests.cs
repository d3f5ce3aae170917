using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Sleeping;

/// <summary>P02.</summary>
public sealed class InvalidatePageNeverSleepsTests : RuleTests<InvalidatePageNeverSleeps>
{
    private const string Sleeps = "P02.sleeps";

    [Theory]
    [InlineData("run · A lock ptl1 · A cb-in odp InvalidatePage 0x1000+1 · A cb-out odp InvalidatePage 0x1000+1")]
    [InlineData("run · A cb-in odp InvalidatePage 0x1000+1 · A sleep sleeping-lock · A cb-out odp InvalidatePage 0x1000+1")]
    public void Holds_when_the_callback_does_not_sleep_or_may(string script) => Holds(script, "4.12");

    [Theory]
    [InlineData("2.6.34")]
    [InlineData("4.10")]
    [InlineData("4.12")]
    [InlineData("785373b4")]
    public void Violated_when_it_sleeps_under_the_page_table_lock(string protocol) =>
        HeldThen(Violated(Sleeps, 4, [2, 3, 4], "run · A lock ptl1 · A cb-in odp InvalidatePage 0x1000+1 · A sleep sleeping-lock", protocol), [2], []);

    [Fact]
    public void Violated_when_invalidate_hugepage_sleeps() =>
        Violated(Sleeps, 4, [2, 3, 4], "run · A lock pml1 · A cb-in gru InvalidateHugepage 0x200000+512 · A sleep sleeping-lock", "2.6.39");

    [Fact]
    public void Violated_on_a_kernel_trace_when_the_next_event_shows_where_it_was() =>
        Violated(Sleeps, 3, [1, 2, 3], "A lock ptl1 · A cb-in odp InvalidatePage 0x1000+1 · A sleep · A cb-out odp InvalidatePage 0x1000+1", "4.12");

    [Fact]
    public void Leaves_to_L04_a_spin_lock_that_the_driver_took_itself() =>
        Broken(["L04"], "run · A cb-in odp InvalidatePage 0x1000+1 · A lock spin1 · A sleep", "4.12");

    [Theory]
    [InlineData("aac2fea9")]
    [InlineData("4.14")]
    public void Speaks_not_of_kernels_without_invalidate_page(string protocol) => NotApplicable("run · A sleep", protocol);

    [Fact]
    public void Alone_names_the_sleep_of_a_change_pte_that_fell_back_to_it_after_3_7() =>
        Broken(["P02"], "run · A lock ptl1 · A cb-in odp InvalidatePage 0x1000+1 · A sleep", "4.10");

    [Fact]
    public void Inconclusive_when_the_callback_began_before_a_loss() =>
        Silent("run · A lock ptl1 · A cb-in odp InvalidatePage 0x1000+1 · lost 1 · A sleep", "4.12");

    [Fact]
    public void Alone_names_the_sleep() =>
        Broken(["P02"], "run · A lock ptl1 · A cb-in odp InvalidatePage 0x1000+1 · A sleep · A switch B blocked · A cb-out odp InvalidatePage 0x1000+1 · A unlock ptl1", "4.12");
}
