using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Sleeping;

/// <summary>L04.</summary>
public sealed class NoSleepInAtomicContextTests : RuleTests<NoSleepInAtomicContext>
{
    private const string MaySleep = "L04.may-sleep";

    [Theory]
    [InlineData("A lock mmap")]
    [InlineData("A lock mutex1")]
    [InlineData("A lock folio7")]
    [InlineData("A srcu")]
    [InlineData("B lock ptl1")]
    [InlineData("A lock ptl1 · A unlock ptl1")]
    public void Holds_where_the_task_may_sleep(string steps) => Holds($"run · {steps} · A sleep");

    [Theory]
    [InlineData("lock ptl1")]
    [InlineData("lock spin1")]
    [InlineData("lock rwlock1:r")]
    [InlineData("preempt-off")]
    [InlineData("rcu")]
    [InlineData("nonblock")]
    [InlineData("irqs-off")]
    public void Violated_where_the_task_may_not_sleep(string context) =>
        HeldThen(Violated(MaySleep, 3, [2, 3], $"run · A {context} · A sleep sleeping-lock"), [2], []);

    [Fact]
    public void Violated_by_a_spin_lock_that_a_driver_takes_in_its_callback() =>
        Violated(MaySleep, 5, [4, 5], "run · A enter-start 0x1000+1 · A cb-in gntdev range-start 0x1000+1 · A lock spin1 · A sleep");

    [Fact]
    public void Violated_again_by_the_next_sleep() => Violated([3, 4], "run · A lock ptl1 · A sleep · A sleep page-lock · A unlock ptl1 · A sleep");

    [Fact]
    public void Violated_by_a_blockable_end_in_atomic_context() =>
        HeldThen(Violated("L04.range-end", 4, [3, 4], "run · A start 0x1000+1 · A rcu · A end 0x1000+1"), [3], [2]);

    [Theory]
    [InlineData("A only-end 0x1000+1", "4.15")]
    [InlineData("A end 0x1000+1 blockable=no", "4.19")]
    [InlineData("A end 0x1000+1", "3.5")]
    public void Silent_of_an_end_that_does_not_sleep(string end, string protocol) => Silent($"run · A start 0x1000+1 · A rcu · {end}", protocol);

    [Fact]
    public void Violated_when_the_task_gives_up_the_CPU_to_wait_with_a_page_table_lock() =>
        Violated("L04.switched", 3, [2, 3], "run · A lock ptl1 · A switch B blocked");

    [Theory]
    [InlineData("A lock ptl1 · A switch B")]
    [InlineData("A lock spin1 · A switch B blocked")]
    [InlineData("B lock ptl1 · A switch B blocked")]
    public void Silent_when_it_is_preempted_or_the_lock_is_the_scheduler_s(string steps) => Silent($"run · {steps}");

    [Fact]
    public void Violated_once_by_a_sleep_and_the_switch_that_follows() => Violated([3], "run · A lock ptl1 · A sleep · A switch B blocked");

    [Fact]
    public void Violated_on_a_kernel_trace_when_the_next_event_is_neither_start_nor_end() => Violated(MaySleep, 2, [1, 2], "A lock ptl1 · A sleep · A unlock ptl1");

    [Theory]
    [InlineData("A lock ptl1 · A sleep depth=0")]
    [InlineData("A lock spin1 · A sleep depth=0")]
    public void Holds_on_a_kernel_trace_when_a_depth_of_zero_disproves_the_lock(string script) => Holds(script);

    [Theory]
    [InlineData("A sleep depth=1")]
    [InlineData("A sleep depth=255")]
    [InlineData("A lock spin1 · A lock spin2 · A sleep depth=1")]
    [InlineData("run · A lock spin1 · A sleep context=realtime")]
    [InlineData("run · A lock ptl1 · lost 2 · A sleep")]
    public void Unjudged_when_the_trace_does_not_show_what_is_held(string script) => Unjudged(script);

    [Fact]
    public void Holds_in_an_interrupt_that_shows_under_the_pid_of_the_holder() => Holds("run · A lock ptl1 · A sleep context=HardIrq");

    [Theory]
    [InlineData("run · A start 0x1000+1 · A lock ptl1 · A end 0x1000+1 · A unlock ptl1", "L08")]
    [InlineData("run · A start 0x1000+1 · A lock ptl1 · A sleep range-end · A end 0x1000+1 · A unlock ptl1", "L08")]
    [InlineData("run · A start 0x1000+1 · A lock ptl1 · A end 0x1000+1 · A cb-in odp range-end 0x1000+1 · A sleep sleeping-lock · A cb-out odp range-end 0x1000+1", "L08")]
    [InlineData("A start 0x1000+1 · A lock ptl1 · A sleep · A end 0x1000+1", "L08")]
    [InlineData("run · A lock ptl1 · A sleep range-start · A enter-start 0x1000+1", "N02")]
    [InlineData("A lock ptl1 · A sleep · A enter-start 0x1000+1", "N02")]
    [InlineData("run · A lock ptl1 · A cb-in iommu InvalidateRange 0x1000+1 · A sleep", "I03")]
    public void Leaves_the_sleep_to_the_rule_that_names_its_cause(string script, string rule) => Broken([rule], script);

    [Fact]
    public void Alone_names_a_sleep_of_no_other_cause() => Broken(["L04"], "run · A lock ptl1 · A sleep allocation · A unlock ptl1");

    // mutex_lock of a kernel trace, and the cond_resched inside it.
    [Fact]
    public void Violated_once_by_a_sleeping_lock_and_the_reschedule_inside_it() =>
        Violated([2], "A lock ptl1 · A sleep sleeping-lock · A lock mutex1 · A sleep");

    [Fact]
    public void Violated_twice_when_something_else_came_in_between() =>
        Violated([2, 4], "A lock ptl1 · A sleep sleeping-lock · A clear 0x1000 · A sleep · A unlock ptl1");

    // The call that the sleep was announced for comes outside the lock, or not at all: it is not named there.
    [Theory]
    [InlineData("A lock ptl1 · A sleep range-start · A unlock ptl1 · A enter-start 0x1000+1")]
    [InlineData("A lock ptl1 · A sleep range-end · A unlock ptl1 · A end 0x1000+1")]
    [InlineData("A lock ptl1 · A sleep range-start · A unlock ptl1 · A op-end")]
    public void Violated_by_the_sleep_of_a_call_that_then_comes_outside_the_lock(string steps) => Violated(MaySleep, 4, [3, 4], $"run · A op munmap · {steps}");

    [Fact]
    public void Leaves_to_N02_the_sleep_of_a_start_under_the_lock() =>
        Silent("run · A op munmap · A lock ptl1 · A sleep range-start · A enter-start 0x1000+1 · A unlock ptl1 · A op-end");

    [Fact]
    public void Leaves_to_N02_what_a_driver_does_in_a_start_under_the_lock() =>
        Silent("run · A op munmap · A lock ptl1 · A enter-start 0x1000+1 · A cb-in gntdev range-start 0x1000+1 · A sleep sleeping-lock · A cb-out gntdev range-start 0x1000+1"
            + " · A start 0x1000+1 · A unlock ptl1 · A op-end");
}
