using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.StartLocks;

/// <summary>D12: a lock that start callbacks wait for is not held while its holder waits for what the caller of range_start may hold.</summary>
/// <remarks>
/// Which locks these are is learned: a driver's lock that was taken, not tried, inside a start callback. Either half may come first.
/// Waiting means mmap_lock, an allocation that may reclaim, a page fault, or a range_start of the holder's own; one hold is named once, by the first of them.
/// Mere knowledge of a page does not count: it may be looked up without waiting.
/// </remarks>
public sealed class StartLockIsNotHeldAcrossFault : Rule, IHandle<StartLockHeldAcross>, IHandle<LockReleased>
{
    private static readonly Reason MmapLock = new("D12.mmap-lock",
        "{culprit} while it holds {lock}; {start} waits for that lock with mmap_lock held, and each waits for the other.");

    private static readonly Reason Allocation = new("D12.allocation",
        "{culprit} while it holds {lock}: reclaim may call range_start, where {start} waits for that very lock.");

    private static readonly Reason PageFault = new("D12.fault",
        "{culprit} while it holds {lock}: the fault may call range_start, where {start} waits for that very lock.");

    private static readonly Reason Start = new("D12.start",
        "{culprit} while it holds {lock}, which start callbacks wait for, as {start} does.");

    public override RuleInfo Info { get; } = new("D12", nameof(StartLockIsNotHeldAcrossFault), Severity.High, Fault.Driver, Era.All,
        "A lock taken in start callbacks is not held across mmap_lock, a page fault or an allocation that may reclaim.",
        "the lockdep map that mmu_notifier_register puts under fs_reclaim; Documentation/mm/mmu_notifier",
        EventKindSet.Of(EventKind.CallbackEntered, EventKind.LockAcquired), [MmapLock, Allocation, PageFault, Start])
    {
        YieldsTo =
        [
            new("L04", "an allocation in atomic context may not sleep at all, whoever waits for the lock")
            {
                From = Allocation.Code,
                Example = "run · A cb-in gntdev range-start 0x1000+1 · A lock spin1 class=driver · A unlock spin1 · A cb-out gntdev range-start 0x1000+1"
                    + " · D lock spin1 class=driver · D sleep reason=allocation",
            },
        ],
        Counterexample = "run · A cb-in gntdev range-start 0x1000+1 · A lock mutex1 class=driver · A unlock mutex1 · A cb-out gntdev range-start 0x1000+1"
            + " · D lock mutex1 class=driver · D lock mmap:r",
    };

    public void On(in StartLockHeldAcross across, MachineState state, Verdicts verdicts)
    {
        var (taken, start) = (new Witness("lock", across.Acquired), new Witness("start", across.TakenInStart));
        var wait = across.Wait;
        switch (wait.Header.Kind)
        {
            case EventKind.LockAcquired:
                verdicts.Violated(MmapLock, wait.As<LockAcquired>(), wait.As<LockAcquired>().Mm, VirtualAddress.Unknown, across.Context, taken, start);
                break;
            case EventKind.MightSleep:
                verdicts.Violated(Allocation, wait.As<MightSleep>(), default, VirtualAddress.Unknown, across.Context, taken, start);
                break;
            case EventKind.OperationBegan:
                verdicts.Violated(PageFault, wait.As<OperationBegan>(), wait.As<OperationBegan>().Mm, wait.As<OperationBegan>().Address, across.Context, taken, start);
                break;
            default:
                verdicts.Violated(Start, wait.As<RangeStartEntered>(), wait.As<RangeStartEntered>().Mm, wait.As<RangeStartEntered>().Start, across.Context, taken, start);
                break;
        }
    }

    public void On(in LockReleased released, MachineState state, Verdicts verdicts)
    {
        if (released.Class is not (LockClass.Driver or LockClass.Device)) return;
        if (StartLockJudge.IsHeldAcrossNothing(state.Lock(released.Lock))) verdicts.Holds();
    }
}
