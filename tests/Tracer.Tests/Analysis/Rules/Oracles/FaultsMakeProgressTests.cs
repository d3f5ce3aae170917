using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Oracles;

/// <summary>S05.</summary>
public sealed class FaultsMakeProgressTests : RuleTests<FaultsMakeProgress>
{
    private const int Allowed = FaultsMakeProgress.RetriesAllowed;

    [Fact]
    public void Holds_for_as_many_retries_as_are_allowed() => Holds($"run · D device-fault 0x1000 · {Retries(Allowed)}", times: Allowed);

    [Fact]
    public void Violated_by_one_more() =>
        Violated("S05.livelock", 3 + Allowed, [3, 3 + Allowed], $"run · D device-fault 0x1000 · {Retries(Allowed + 1)}");

    [Fact]
    public void Violated_once_by_one_livelock() => Violated([2 + Allowed], $"run · {Retries(3 * Allowed)}");

    [Theory]
    [InlineData("A wrprotect 0x9000")]
    [InlineData("A op reclaim")]
    [InlineData("A fault-end")]
    [InlineData("D device-faulted 0x1000")]
    [InlineData("D device-retry 0x2000")]
    [InlineData("lost 1")]
    public void Begins_anew_when_something_moves_and_for_another_fault(string step) =>
        Assert.Empty(Tracer.Testing.RuleCheck.Run($"run · {Retries(Allowed)} · {step} · {Retries(Allowed)}", "4.14", "S05").Findings);

    [Theory]
    [InlineData("A wrprotect 0x9000 mm=2")]
    [InlineData("A start 0x1000+1")]
    [InlineData("A lock ptl1")]
    [InlineData("A ir 0x1000+1")]
    [InlineData("D device-fault 0x1000")]
    [InlineData("E device-faulted 0x1000")]
    public void Violated_whatever_else_happens(string step) => Violated([3 + Allowed], $"run · {Retries(Allowed)} · {step} · {Retries(1)}");

    [Fact]
    public void Violated_when_other_tasks_have_been_the_excuse_often_enough()
    {
        const string Busy = "A op reclaim · A op-end";
        var excused = string.Join(" · ", Enumerable.Repeat($"{Retries(1)} · {Busy}", FaultsMakeProgress.ExcusesAllowed + 1));
        Assert.Empty(Tracer.Testing.RuleCheck.Run($"run · {excused}", "4.14", "S05").Findings);
        Assert.Equal("S05.starved", Assert.Single(Tracer.Testing.RuleCheck.Run(
            $"run · {string.Join(" · ", Enumerable.Repeat($"{Retries(1)} · {Busy}", FaultsMakeProgress.ExcusesAllowed + Allowed + 1))}", "4.14", "S05").Findings).Reason.Code);
    }

    [Fact]
    public void Violated_when_the_run_ends_and_the_fault_still_waits() =>
        Violated("S05.stuck", 3, [3, 4], "run · D device-fault 0x1000 · D device-retry 0x1000 · run-end");

    [Fact]
    public void Holds_when_the_fault_came_to_an_end_before_the_run_did() =>
        Holds("run · D device-fault 0x1000 · D device-retry 0x1000 · D device-faulted 0x1000 · run-end");

    [Fact]
    public void Silent_when_nothing_is_tried_again() => Silent("run · D device-fault 0x1000 · D device-faulted 0x1000");

    private static string Retries(int count) => string.Join(" · ", Enumerable.Repeat("D device-retry 0x1000", count));
}
