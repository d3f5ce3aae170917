using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Brackets;

/// <summary>N10.</summary>
public sealed class EntryIsReadAgainAfterStartTests : RuleTests<EntryIsReadAgainAfterStart>
{
    private const string ReadsFirst = "run · A op cow-fault · A lock ptl1 · A read 0x1000 · A unlock ptl1 · A start 0x1000+1";

    [Fact]
    public void Holds_when_the_entry_is_read_again_under_the_lock() => Holds($"{ReadsFirst} · A lock ptl1 · A read 0x1000 · A clear 0x1000");

    [Fact]
    public void Holds_when_the_lock_is_held_from_the_reading_on() =>
        Holds("run · A op a · A lock ptl1 · A read 0x1000 · A start 0x1000+1 · A clear 0x1000");

    [Fact]
    public void Violated_when_it_is_not() => Violated("N10.stale", 8, [4, 6, 8], $"{ReadsFirst} · A lock ptl1 · A clear 0x1000");

    [Fact]
    public void Violated_when_it_is_replaced_in_one_store() => Violated([8], $"{ReadsFirst} · A lock ptl1 · A set 0x1000 pfn=9");

    [Fact]
    public void Violated_when_it_was_read_again_without_the_lock_or_in_an_earlier_section() =>
        Violated([11], $"{ReadsFirst} · A lock ptl1 · A read 0x1000 · A unlock ptl1 · A lock ptl1 · A clear 0x1000");

    [Fact]
    public void Violated_when_it_was_read_for_the_first_time_before_the_lock() =>
        Violated("N10.unlocked", 5, [3, 5], "run · A start 0x1000+1 · A read 0x1000 · A lock ptl1 · A clear 0x1000");

    [Fact]
    public void Violated_when_another_entry_or_another_task_has_read() =>
        Violated([10], $"{ReadsFirst} · B read 0x1000 · A lock ptl1 · A read 0x2000 · A clear 0x1000");

    [Theory]
    [InlineData("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000")] // a zap
    [InlineData("run · A start 0x1000+1 · A lock ptl1 · A read 0x1000 · A clear 0x1000")] // a reverse-map walk
    [InlineData("run · A start 0x1000+1 · A cb-in kvm range-start 0x1000+1 · A read 0x1000 · A cb-out kvm range-start 0x1000+1 · A lock ptl1 · A clear 0x1000")] // a driver's
    [InlineData("run · A op a · A read 0x1000 · A op-end · A op b · A start 0x1000+1 · A lock ptl1 · A clear 0x1000")]
    public void Silent_of_who_has_read_nothing_before(string script) => Silent(script);

    [Theory]
    [InlineData("A lock ptl1 · A access-flags 0x1000 rw")]
    [InlineData("A lock ptl1 · A young 0x1000")]
    public void Silent_of_who_takes_nothing_away(string steps) => Silent($"{ReadsFirst} · {steps}");

    [Fact]
    public void Silent_of_a_change_outside_any_bracket() => Silent("run · A read 0x1000 · A start 0x9000+1 · A lock ptl1 · A clear 0x1000");

    [Fact]
    public void Inconclusive_when_the_first_reading_was_before_a_loss() =>
        Silent("run · A read 0x1000 · lost 3 · A start 0x1000+1 · A lock ptl1 · A clear 0x1000");
}
