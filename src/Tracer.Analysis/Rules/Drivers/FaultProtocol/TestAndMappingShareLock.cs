using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.FaultProtocol;

/// <summary>D05: what the test found still holds when the entry is set, because nobody could invalidate in between.</summary>
public sealed class TestAndMappingShareLock : Rule, IHandle<EntryEstablished>, IHandle<RetryTested>, IHandle<SecondaryFaultBegan>,
    IHandle<SecondaryFaultEnded>
{
    private static readonly Reason Apart = new("D05.apart",
        "{culprit} sets the entry by what {test} found, but no lock that keeps invalidations out was held from the one to the other.");

    private static readonly Reason Untested = new("D05.untested",
        "{culprit} sets the entry for which {sample} was taken, and the sample is never tested.");

    private static readonly Reason Unasked = new("D05.unasked",
        "{culprit} sets the entry and has not tested whether its page is still there, as the driver does elsewhere: {test}.");

    // The last test that a driver has made, on any task, and the last one of a task since its device fault began.
    private static readonly DriverSlot<VmEvent> LastTest = new();
    private static readonly TaskSlot<VmEvent> OwnTest = new();

    // The first entry that a driver has set without a test, as long as it has not shown that it tests at all.
    private static readonly DriverSlot<(SecondaryMapped Mapped, TaskContext Context)?> NotAsked = new();

    public override RuleInfo Info { get; } = new("D05", nameof(TestAndMappingShareLock), Severity.Critical, Fault.Driver, Era.All,
        "The retry test and the setting of the entry lie in one critical section of a lock that the start and end callbacks take.",
        "virt/kvm/kvm_main.c: mmu_invalidate_retry must be called under mmu_lock",
        EventKindSet.Of(EventKind.SecondaryMapped, EventKind.RetryTested), [Apart, Untested, Unasked])
    {
        YieldsTo =
        [
            new("D02", "the range is open, and the entry should not be there whatever the test would have said")
            {
                From = Untested.Code,
                Example = "run · D register kvm traits=range-start+range-end+counts · A start 0x1000+1 · D sample 0x1000 driver=kvm · D map 0x1000 pfn=1",
            },
            new("D04.stale", "the test found that the page may be gone: that the driver passed over it is what is wrong")
            {
                From = Apart.Code,
                Example = "run · A cb-in kvm range-start 0x5000+1 · A lock spin1 · A unlock spin1 · A cb-out kvm range-start 0x5000+1"
                    + " · D sample 0x1000 · D test-retry 0x1000 stale=yes · D lock spin1 · D map 0x1000 pfn=1",
            },
        ],
        Counterexample = "run · A cb-in kvm range-start 0x5000+1 · A lock spin1 · A unlock spin1 · A cb-out kvm range-start 0x5000+1"
            + " · D sample 0x1000 · D test-retry 0x1000 · D lock spin1 · D map 0x1000 pfn=1",
    };

    public void On(in EntryEstablished entry, MachineState state, Verdicts verdicts)
    {
        var mapped = entry.Mapped;
        if (entry.Attempt is null && entry.Open is null) JudgeUnasked(in mapped, state, verdicts);
        if (entry.Attempt is not { IsStale: false } attempt) return;
        if (attempt.HasTest)
        {
            if (entry.IsApart is not { } isApart) verdicts.Unjudged("the trace does not show which locks the driver's callbacks take");
            else if (isApart) verdicts.Violated(Apart, mapped, mapped.Mm, mapped.Address, new Witness("test", attempt.Test));
            else verdicts.Holds();
        }
        else if (attempt.HasSample && state.IsExact && entry.Open is null)
        {
            verdicts.Violated(Untested, mapped, mapped.Mm, mapped.Address, new Witness("sample", attempt.Sample));
        }
    }

    public void On(in RetryTested tested, MachineState state, Verdicts verdicts)
    {
        var driver = state.Driver(tested.Driver);
        LastTest.Of(driver) = OwnTest.Of(state.TaskOf(tested.Header)) = VmEvent.Of(tested);
        ref var notAsked = ref NotAsked.Of(driver);
        if (notAsked is var (mapped, context)) verdicts.Violated(Unasked, mapped, mapped.Mm, mapped.Address, context, new Witness("test", VmEvent.Of(tested)));
        notAsked = null;
    }

    public void On(in SecondaryFaultBegan began, MachineState state, Verdicts verdicts) => OwnTest.Of(state.TaskOf(began.Header)) = default;

    public void On(in SecondaryFaultEnded ended, MachineState state, Verdicts verdicts) => OwnTest.Of(state.TaskOf(ended.Header)) = default;

    // Not every driver that counts shows its tests. In a callback the core itself gives it the entry to come.
    private static void JudgeUnasked(in SecondaryMapped mapped, MachineState state, Verdicts verdicts)
    {
        var driver = state.Driver(mapped.Driver);
        var task = state.TaskOf(mapped.Header);
        if (!state.IsExact || !task.BracketsKnown || task.Callbacks.Length > 0 || driver.IsReleased || driver.Has(DriverTraits.Counts) != true) return;
        ref readonly var test = ref LastTest.Of(driver);
        ref readonly var own = ref OwnTest.Of(task);
        if (test.Header.Kind == EventKind.None) NotAsked.Of(driver) ??= (mapped, task.Snapshot());
        else if (own.Header.Kind == EventKind.None || own.As<RetryTested>().Driver != mapped.Driver) verdicts.Violated(Unasked, mapped, mapped.Mm, mapped.Address, new Witness("test", test));
        else if (!HoldsSince(task, in own)) verdicts.Violated(Apart, mapped, mapped.Mm, mapped.Address, new Witness("test", own));
    }

    // Some lock of the driver's own.
    private static bool HoldsSince(TaskState task, in VmEvent test)
    {
        foreach (ref readonly var held in task.Locks)
            if (held.Class is LockClass.Driver or LockClass.Device or LockClass.Other && held.Acquired.Header.Sequence < test.Header.Sequence) return true;
        return false;
    }
}
