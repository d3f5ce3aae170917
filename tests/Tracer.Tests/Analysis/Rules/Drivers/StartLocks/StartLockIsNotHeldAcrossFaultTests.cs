using Tracer.Analysis;

namespace Tracer.Tests.Analysis.Rules.Drivers.StartLocks;

/// <summary>D12.</summary>
public sealed class StartLockIsNotHeldAcrossFaultTests : RuleTests<StartLockIsNotHeldAcrossFault>
{
    private const string Start = "A cb-in gntdev range-start 0x1000+1 · A lock mutex1 class=driver · A unlock mutex1 · A cb-out gntdev range-start 0x1000+1";

    [Theory]
    [InlineData("D lock mmap:r · D lock mutex1 class=driver · D unlock mutex1 · D unlock mmap")]
    [InlineData("D lock mutex1 class=driver · D try mmap · D sleep · D look-up 0x1000 driver=gntdev · D unlock mmap · D unlock mutex1")]
    [InlineData("D lock mutex1 class=driver · B lock mmap:r · B sleep allocation · D unlock mutex1")]
    public void Holds_when_its_holder_waits_for_nothing_that_a_caller_of_start_may_hold(string steps) => Holds($"run · {Start} · {steps}", times: 2);

    [Theory]
    [InlineData("D12.mmap-lock", "D lock mmap:r")]
    [InlineData("D12.allocation", "D sleep allocation")]
    [InlineData("D12.fault", "D fault 0x1000")]
    [InlineData("D12.start", "D enter-start 0x1000+1")]
    public void Violated_when_it_does(string reason, string wait) =>
        Violated(reason, 7, [3, 6, 7], $"run · {Start} · D lock mutex1 class=driver · {wait}");

    [Fact]
    public void Violated_also_when_the_start_callback_shows_itself_only_later() =>
        HeldThen(Violated("D12.mmap-lock", 3, [2, 3, 7], $"run · D lock mutex1 class=driver · D lock mmap:r · D unlock mmap · D unlock mutex1 · {Start}"), [2], []);

    [Fact]
    public void Violated_once_by_one_hold() =>
        Violated([7], $"run · {Start} · D lock mutex1 class=driver · D lock mmap:r · D sleep allocation · D enter-start 0x1000+1 · D start 0x1000+1");

    [Fact]
    public void Violated_again_by_the_next_hold() =>
        Violated([7, 11], $"run · {Start} · D lock mutex1 class=driver · D lock mmap:r · D unlock mmap · D unlock mutex1 · D lock mutex1 class=driver · D lock mmap:r");

    [Theory]
    [InlineData("D lock mutex1 class=driver · D lock mmap:r · D unlock mmap · D unlock mutex1")]
    [InlineData("A cb-in gntdev range-start 0x1000+1 · A try mutex1 class=driver · A unlock mutex1 · A cb-out gntdev range-start 0x1000+1 · D lock mutex1 class=driver · D lock mmap")]
    [InlineData("A cb-in gntdev range-end 0x1000+1 · A lock mutex1 class=driver · A unlock mutex1 · A cb-out gntdev range-end 0x1000+1 · D lock mutex1 class=driver · D lock mmap")]
    [InlineData("A cb-in gntdev range-start 0x1000+1 · A lock mutex1 · A unlock mutex1 · A cb-out gntdev range-start 0x1000+1 · D lock mutex1 · D lock mmap")]
    public void Silent_of_locks_that_no_start_callback_waits_for(string steps) => Silent($"run · {steps}");

    [Fact]
    public void Silent_when_what_start_takes_was_seen_before_a_loss() => Silent($"run · {Start.Replace("A unlock mutex1 · ", "", StringComparison.Ordinal)} · lost 1 · D lock mutex1 class=driver · D lock mmap");

    [Fact]
    public void Leaves_to_D08_a_sleep_under_the_page_table_lock() =>
        Broken(["D08"], $"run · {Start.Replace("mutex1", "spin1", StringComparison.Ordinal)} · A lock ptl1 · A cb-in gntdev ClearFlushYoung 0x1000+1"
            + " · A lock spin1 class=driver · A sleep allocation · A unlock spin1 · A cb-out gntdev ClearFlushYoung 0x1000+1 · A unlock ptl1");

    [Fact]
    public void Alone_names_the_wait() =>
        Broken(["D12"], $"run · {Start} · D lock mutex1 class=driver · D lock mmap:r · D unlock mmap · D unlock mutex1");
}
