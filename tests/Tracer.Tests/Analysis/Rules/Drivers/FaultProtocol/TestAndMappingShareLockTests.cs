using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis.Rules.Drivers.FaultProtocol;

/// <summary>D05.</summary>
public sealed class TestAndMappingShareLockTests : RuleTests<TestAndMappingShareLock>
{
    private const string Guarded = "run · D register kvm traits=range-start+range-end+counts · A cb-in kvm range-start 0x5000+1 · A lock spin1 · A unlock spin1"
        + " · A cb-out kvm range-start 0x5000+1";

    private const string Tested = Guarded + " · D sample 0x1000 · D lock spin1 · D test-retry 0x1000 · D map 0x1000 pfn=1 · D unlock spin1";

    [Fact]
    public void Holds_when_one_section_of_the_callbacks_lock_has_both() =>
        Holds($"{Guarded} · D sample 0x1000 · D lock spin1 · D test-retry 0x1000 · D map 0x1000 pfn=1 · D unlock spin1");

    [Fact]
    public void Holds_when_the_fault_shares_a_lock_that_the_callbacks_take_alone() =>
        Holds("run · A cb-in kvm range-start 0x5000+1 · A lock rwlock1 · A unlock rwlock1 · A cb-out kvm range-start 0x5000+1"
            + " · D sample 0x1000 · D lock rwlock1:r · D test-retry 0x1000 · D map 0x1000 pfn=1 · D unlock rwlock1");

    [Theory]
    [InlineData("D test-retry 0x1000 · D lock spin1", 8)]
    [InlineData("D lock spin1 · D test-retry 0x1000 · D unlock spin1 · D lock spin1", 9)]
    [InlineData("D lock spin2 · D test-retry 0x1000 · D lock spin1", 9)]
    public void Violated_when_no_such_lock_is_held_from_the_test_to_the_entry(string steps, int test)
    {
        var map = Guarded.Split('·').Length + 1 + steps.Split('·').Length + 1;
        Violated("D05.apart", map, [test, map], $"{Guarded} · D sample 0x1000 · {steps} · D map 0x1000 pfn=1");
    }

    [Fact]
    public void Violated_when_both_share_the_lock() =>
        Violated("D05.apart", 8, [7, 8], "run · A cb-in kvm range-start 0x5000+1 · A lock rwlock1:r · A unlock rwlock1 · A cb-out kvm range-start 0x5000+1"
            + " · D lock rwlock1:r · D test-retry 0x1000 · D map 0x1000 pfn=1");

    // How a driver is built does not change with what was not seen.
    [Fact]
    public void Violated_by_the_locks_that_were_known_before_a_loss() =>
        Violated("D05.apart", 11, [9, 11], $"{Guarded} · lost 1 · D sample 0x1000 · D test-retry 0x1000 · D lock spin1 · D map 0x1000 pfn=1");

    // That it spins on nothing says nothing of a mutex.
    [Fact]
    public void Unjudged_after_a_loss_when_the_task_may_have_slept_for_the_callbacks_lock() =>
        Unjudged($"{Guarded.Replace("spin1", "mutex1", StringComparison.Ordinal)} · lost 1 · D sample 0x1000 · D test-retry 0x1000 · D map 0x1000 pfn=1");

    // The end takes fewer locks than the start.
    [Fact]
    public void Unjudged_when_only_the_end_was_seen_whole() =>
        Unjudged("run · D register kvm traits=range-start+range-end+counts · A cb-in kvm range-start 0x5000+1 · A lock spin1 · A unlock spin1 · lost 1"
            + " · A cb-in kvm range-end 0x5000+1 · A lock spin1 · A unlock spin1 · A cb-out kvm range-end 0x5000+1 · D lock spin2 · D sample 0x1000 · D test-retry 0x1000 · D map 0x1000 pfn=1");

    [Fact]
    public void Violated_when_nothing_at_all_is_held_from_the_test_to_the_entry() =>
        Violated("D05.apart", 4, [3, 4], "run · D sample 0x1000 driver=kvm · D test-retry 0x1000 · D map 0x1000 pfn=1");

    // Ranges start under it, so no callback takes it.
    [Fact]
    public void Violated_when_mmap_lock_alone_is_held_from_the_test_to_the_entry() =>
        Violated("D05.apart", 5, [4, 5], "run · D lock mmap:r · D sample 0x1000 driver=kvm · D test-retry 0x1000 · D map 0x1000 pfn=1");

    [Fact]
    public void Unjudged_when_events_of_the_callback_were_lost_that_may_have_shown_its_lock() =>
        Unjudged("run · D register kvm traits=range-start+range-end+counts · A cb-in kvm range-start 0x5000+1 · A lock spin1 · A unlock spin1 · lost 1"
            + " · A cb-out kvm range-start 0x5000+1 · D sample 0x1000 · D lock spin2 · D test-retry 0x1000 · D map 0x1000 pfn=1");

    [Fact]
    public void Violated_when_the_sample_is_never_tested() =>
        Violated("D05.untested", 9, [7, 9], $"{Guarded} · D sample 0x1000 · D lock spin1 · D map 0x1000 pfn=1");

    [Fact]
    public void Violated_when_a_driver_that_tests_sets_an_entry_on_a_task_that_has_not() =>
        Violated("D05.unasked", 12, [9, 12], $"{Tested} · B map 0x2000 pfn=2 driver=kvm");

    [Fact]
    public void Violated_when_the_task_has_tested_in_an_earlier_fault_alone() =>
        Violated("D05.unasked", 13, [9, 13], $"{Tested} · D device-fault 0x2000 driver=kvm · D map 0x2000 pfn=2");

    [Theory]
    [InlineData("B map 0x2000 pfn=2 driver=other")]
    [InlineData("A cb-in kvm change-pte 0x2000+1 · A map 0x2000 pfn=2 driver=kvm")]
    [InlineData("lost 1 · D sample 0x3000 · D lock spin1 · D test-retry 0x3000 · B map 0x2000 pfn=2 driver=kvm")] // B may have tested
    public void Names_no_entry_that_needs_no_test_of_its_own(string steps) => Assert.Equal(0, RuleCheck.Of("D05", $"{Tested} · {steps}").Violations);

    // What else it held when it tested is not known, but a lock that it takes afterwards it did not hold.
    [Fact]
    public void Violated_in_the_middle_of_a_trace_when_the_task_takes_the_lock_only_after_its_test() =>
        Violated("D05.apart", 8, [6, 8], "A cb-in kvm range-start 0x5000+1 · A lock spin1 · A unlock spin1 · A cb-out kvm range-start 0x5000+1"
            + " · D sample 0x1000 depth=255 · D test-retry 0x1000 depth=255 · D lock spin1 depth=255 · D map 0x1000 pfn=1 depth=255");

    [Fact]
    public void Unjudged_in_the_middle_of_a_trace_when_it_may_have_held_the_lock_all_along() =>
        Unjudged("A cb-in kvm range-start 0x5000+1 · A lock spin1 · A unlock spin1 · A cb-out kvm range-start 0x5000+1"
            + " · D sample 0x1000 depth=255 · D test-retry 0x1000 depth=255 · D lock spin2 depth=255 · D map 0x1000 pfn=1 depth=255");

    [Fact]
    public void Holds_when_the_same_section_maps_more_than_the_fault_has_asked_for() =>
        Holds($"{Guarded} · D sample 0x1000 · D lock spin1 · D test-retry 0x1000 · D map 0x1000 pfn=1 · D map 0x2000 pfn=2 · D unlock spin1");

    [Theory]
    [InlineData("D map 0x2000 pfn=2", 9, 12)]
    [InlineData("D lock spin1 · D map 0x2000 pfn=2", 9, 13)]
    public void Violated_when_the_fault_maps_more_and_has_dropped_the_lock(string steps, int test, int map) => Violated("D05.apart", map, [test, map], $"{Tested} · {steps}");

    [Fact]
    public void Violated_by_an_entry_that_is_set_before_the_driver_shows_that_it_tests() =>
        Violated("D05.unasked", 7, [7, 10], $"{Guarded} · D map 0x1000 pfn=1 · D sample 0x1000 · D lock spin1 · D test-retry 0x1000 · D unlock spin1");

    [Fact]
    public void Unjudged_until_a_callback_has_shown_its_lock() =>
        Unjudged("run · D sample 0x1000 driver=kvm · D lock spin1 · D test-retry 0x1000 · D map 0x1000 pfn=1");

    [Theory]
    [InlineData("D map 0x1000 pfn=1")]
    [InlineData("D lock spin1 · D test-retry 0x2000 · D map 0x1000 pfn=1")]
    [InlineData("D test-retry 0x1000 stale · D map 0x1000 pfn=1")]
    public void Silent_of_an_entry_that_no_test_allowed(string steps) => Silent($"{Guarded} · {steps}");

    [Fact]
    public void Names_the_entry_in_an_open_range_when_the_test_was_apart_and_not_D02() =>
        Broken(["D05"], $"run · D lock mmap{Guarded[3..]} · D unlock mmap · D sample 0x1000 · D test-retry 0x1000 · A lock mmap · A start 0x1000+1 · D lock spin1 · D map 0x1000 pfn=1 · D unlock spin1 · A end 0x1000+1");

    [Fact]
    public void Leaves_an_untested_entry_in_an_open_range_to_D02() =>
        Broken(["D02"], $"run · D lock mmap{Guarded[3..]} · D unlock mmap · D sample 0x1000 · A lock mmap · A start 0x1000+1 · D lock spin1 · D map 0x1000 pfn=1 · D unlock spin1 · A end 0x1000+1");
}
