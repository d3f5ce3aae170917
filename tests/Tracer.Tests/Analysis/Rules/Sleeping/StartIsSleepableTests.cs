using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Sleeping;

/// <summary>N02.</summary>
public sealed class StartIsSleepableTests : RuleTests<StartIsSleepable>
{
    private const string Atomic = "N02.atomic";

    [Theory]
    [InlineData("A lock mmap")]
    [InlineData("A lock immap1:r")]
    [InlineData("A lock folio7")]
    [InlineData("A srcu")]
    [InlineData("B lock ptl1")]
    public void Holds_where_the_task_may_sleep(string context) => Holds($"run · {context} · A enter-start 0x1000+1");

    [Theory]
    [InlineData("lock ptl1")]
    [InlineData("lock mmptl")]
    [InlineData("lock spin1")]
    [InlineData("lock rwlock1:r")]
    [InlineData("preempt-off")]
    [InlineData("rcu")]
    [InlineData("nonblock")]
    [InlineData("irqs-off")]
    public void Violated_where_the_task_may_not_sleep(string context) =>
        HeldThen(Violated(Atomic, 3, [2, 3], $"run · A {context} · A enter-start 0x1000+1"), [2], []);

    [Fact]
    public void Violated_by_the_page_table_lock_even_if_another_lock_was_taken_after_it() =>
        HeldThen(Violated(Atomic, 4, [2, 4], "run · A lock ptl1 · A lock spin1 · A enter-start 0x1000+1"), [2, 3], []);

    [Fact]
    public void Holds_once_the_lock_is_given_back() => Holds("run · A lock ptl1 · A unlock ptl1 · A enter-start 0x1000+1");

    [Fact]
    public void Silent_of_a_range_that_does_not_block() => Silent("run · A lock ptl1 · A enter-start 0x1000+1 blockable=no", "4.19");

    [Theory]
    [InlineData("2.6.34")]
    [InlineData("3.5")]
    public void Is_silent_where_start_callbacks_were_atomic(string protocol) =>
        Silent("run · A lock ptl1 · A enter-start 0x1000+1", protocol);

    // pmdp_clear_flush_notify of 2.6.39 over a list that is walked under SRCU: the wrapper says that it may sleep.
    [Theory]
    [InlineData("2.6.39")]
    [InlineData("3.5")]
    public void Violated_there_too_once_the_wrapper_may_sleep(string protocol) =>
        HeldThen(Violated(Atomic, 3, [2, 3], "run · A lock ptl1 · A sleep range-start · A enter-start 0x1000+1", protocol), [2], []);

    [Fact]
    public void Holds_there_when_the_wrapper_may_sleep_and_the_task_too() => Holds("run · A lock mmap · A sleep range-start · A enter-start 0x1000+1", "2.6.39");

    [Fact]
    public void Violated_on_a_kernel_trace_when_a_page_table_lock_is_held() => Violated(Atomic, 2, [1, 2], "A lock ptl1 · A enter-start 0x1000+1");

    [Fact]
    public void Violated_on_a_kernel_trace_when_a_lock_and_the_depth_agree() => Violated(Atomic, 2, [1, 2], "A lock spin1 · A enter-start 0x1000+1");

    [Theory]
    [InlineData("A lock spin1 · A enter-start 0x1000+1 depth=0")]
    [InlineData("A lock ptl1 · A enter-start 0x1000+1 depth=0")]
    public void Holds_on_a_kernel_trace_when_a_depth_of_zero_disproves_the_lock(string script) => Holds(script);

    [Theory]
    [InlineData("A enter-start 0x1000+1 depth=1")]
    [InlineData("A lock spin1 · A lock spin2 · A enter-start 0x1000+1 depth=1")]
    [InlineData("A lock spin1 · A enter-start 0x1000+1 depth=255")]
    [InlineData("A lock spin1 · A enter-start 0x1000+1 depth=1 context=realtime")]
    public void Unjudged_when_lock_and_depth_do_not_agree_or_a_spin_lock_sleeps(string script) => Unjudged(script);

    [Fact]
    public void Unjudged_when_the_lock_was_taken_before_a_loss() => Unjudged("run · A lock ptl1 · lost 3 · A enter-start 0x1000+1");

    [Fact]
    public void Holds_in_an_interrupt_that_shows_under_the_pid_of_the_holder() => Holds("run · A lock ptl1 · A enter-start 0x1000+1 context=HardIrq");

    [Theory]
    [InlineData("run · A lock ptl1 · A sleep range-start · A enter-start 0x1000+1 · A start 0x1000+1 · A unlock ptl1 · A end 0x1000+1")]
    [InlineData("run · A lock ptl1 · A enter-start 0x1000+1 · A cb-in odp range-start 0x1000+1 · A sleep sleeping-lock · A switch B blocked · A cb-out odp range-start 0x1000+1")]
    [InlineData("A lock ptl1 · A sleep · A enter-start 0x1000+1")]
    public void Alone_names_the_sleep_that_an_atomic_start_brings(string script) => Broken(["N02"], script);
}
