using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Brackets;

/// <summary>N04.</summary>
public sealed class StartAndEndPairTests : RuleTests<StartAndEndPair>
{
    [Fact]
    public void Holds_when_a_start_has_its_end() => Holds("run · A start 0x1000+1 · A end 0x1000+1");

    [Theory]
    [InlineData("A end 0x2000+1 · A end 0x1000+4")]
    [InlineData("A end 0x1000+4 · A end 0x2000+1")]
    public void Holds_when_brackets_nest_or_cross(string ends) =>
        Holds($"run · A start 0x1000+4 · A start 0x2000+1 · {ends}", times: 2);

    [Fact]
    public void Holds_when_a_function_returns_in_between_or_a_lock_taken_inside_is_given_back() =>
        Holds("run · A function follow_pte · A start 0x1000+1 · A function-end · A lock mmap · A unlock mmap · A end 0x1000+1");

    [Theory]
    [InlineData("A lock mmap", "A unlock mmap")]
    [InlineData("A lock mmap:r", "A unlock mmap:r")]
    [InlineData("A lock immap1:r", "A unlock immap1:r")]
    [InlineData("A lock anon1", "A unlock anon1")]
    [InlineData("A syscall madvise", "A ret")]
    [InlineData("A fault 0x1000", "A fault-end")]
    [InlineData("A fault 0x1000", "A fault 0x2000")]
    [InlineData("A kthread ksmd", "A kthread-end")]
    [InlineData("A op reclaim", "A exit")]
    public void Violated_when_the_lock_or_the_operation_around_the_start_is_over(string before, string deadline) =>
        HeldThen(Violated("N04.no-end", 3, [3, 4], $"run · {before} · A start 0x1000+1 · {deadline}"),
            before.StartsWith("A lock", StringComparison.Ordinal) ? [2] : [], [3]);

    [Fact]
    public void Unjudged_at_the_end_of_the_trace() => Silent("run · A lock mmap · A start 0x1000+1");

    [Theory]
    [InlineData("A end 0x1000+1")]
    [InlineData("A end 0x1000+1 mm=2")]
    public void Violated_by_an_end_without_a_start(string end) => Violated("N04.no-start", 3, [3], $"run · B start 0x1000+1 · {end}");

    [Fact]
    public void Violated_twice_when_another_task_ends_the_bracket() =>
        Violated([3, 4], "run · A op migrate · A start 0x1000+1 · B end 0x1000+1 · A op-end");

    [Fact]
    public void Violated_once_when_the_end_names_another_range() =>
        Violated("N04.other-range", 4, [3, 4], "run · A op reclaim · A start 0x1000+2 · A end 0x1000+1 · A op-end");

    [Fact]
    public void Silent_of_a_start_that_failed() =>
        Silent("run · A op oom_reap · A enter-start 0x1000+1 blockable=no · A start 0x1000+1 blockable=no result=-11 · A op-end", "4.19");

    [Fact]
    public void Violated_by_the_end_of_a_start_that_failed() =>
        Violated("N04.no-start", 4, [4], "run · A enter-start 0x1000+1 blockable=no · A start 0x1000+1 blockable=no result=-11 · A end 0x1000+1", "4.19");

    [Fact]
    public void Holds_again_after_a_violation() =>
        Violated([2], "run · A end 0x1000+1 · A start 0x1000+1 · A end 0x1000+1");

    [Fact]
    public void Unjudged_when_the_trace_starts_inside_the_operation() => Unjudged("A end 0x1000+1");

    [Fact]
    public void Unjudged_when_the_start_lies_before_a_loss() => Unjudged("run · A op reclaim · A start 0x1000+1 · lost 3 · A end 0x1000+1");

    [Fact]
    public void Inconclusive_when_the_end_may_be_among_the_lost() => Silent("run · A op reclaim · A start 0x1000+1 · lost 3 · A op-end");

    [Fact]
    public void Violated_once_by_an_end_that_comes_after_its_lock() =>
        Violated([4], "run · A op munmap · A lock mmap · A start 0x1000+1 · A unlock mmap · A end 0x1000+1 · A op-end");

    [Fact]
    public void Violated_again_by_an_end_of_another_range() =>
        Violated([4, 6], "run · A op munmap · A lock mmap · A start 0x1000+1 · A unlock mmap · A end 0x2000+1 · A op-end");

    // Drivers that count have counted this one down: it is over, whatever its end says of addresses.
    [Fact]
    public void Violated_once_by_an_end_that_names_its_start_and_another_range() =>
        Violated("N04.other-range", 5, [3, 5], "run · A op munmap · A start 0x1000+1 Range=1 · A start 0x9000+1 Range=2 · A end 0x5000+1 Range=1 · A end 0x9000+1 Range=2 · A op-end");
}
