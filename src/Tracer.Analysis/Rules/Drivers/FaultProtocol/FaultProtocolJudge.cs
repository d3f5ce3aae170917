using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.FaultProtocol;

/// <summary>What keeps a device fault and an invalidation apart: the steps that a fault has taken, and the locks that the driver's start and end callbacks take.</summary>
public sealed class FaultProtocolJudge : Judge, ITake<InvalidationSampled>, ITake<PageLookedUp>, ITake<RetryTested>, ITake<SecondaryMapped>,
    ITake<SecondaryFaultBegan>, ITake<SecondaryFaultRetried>, ITake<SecondaryFaultEnded>, ITake<LockAcquired>, ITake<CallbackReturned>
{
    private static readonly TaskSlot<FaultAttempt> Attempts = new(static attempt => attempt.Forget());
    private static readonly DriverSlot<CallbackLocks> Guards = new(static locks => locks.Clear(), Lifetime.Declared);

    /// <summary>The task's attempt that the test ends, up to now; null if its sample is not shown.</summary>
    internal static FaultAttempt? AttemptFor(in RetryTested test, MachineState state)
    {
        var attempt = Attempts.Of(state.TaskOf(test.Header));
        return attempt.Driver == test.Driver && attempt.Address == test.Address && attempt.HasSample ? attempt : null;
    }

    public void Take(in InvalidationSampled sampled, MachineState state, Occurrences occurrences)
    {
        var task = state.TaskOf(sampled.Header);
        Attempts.Of(task).Take(in sampled, task);
    }

    public void Take(in PageLookedUp lookedUp, MachineState state, Occurrences occurrences) => Attempts.Of(state.TaskOf(lookedUp.Header)).Take(in lookedUp);

    public void Take(in RetryTested tested, MachineState state, Occurrences occurrences) => Attempts.Of(state.TaskOf(tested.Header)).Take(in tested);

    public void Take(in SecondaryMapped mapped, MachineState state, Occurrences occurrences)
    {
        var task = state.TaskOf(mapped.Header);
        var attempt = Attempts.Of(task);
        var own = attempt.IsFor(in mapped) ? attempt : null;
        var open = OpenBracketOver(AddressRange.Of(mapped.Address, PageSize.Of(mapped.Level)), state.Mm(mapped.Mm));
        var isApart = own is { HasTest: true, IsStale: false } ? IsApart(task, own, Guards.Of(state.Driver(mapped.Driver)), state) : false;
        var testMayBeLost = state.IsTorn && (isApart is null || own is null && !attempt.HasBegun);
        occurrences.Raise(new EntryEstablished(mapped, open, own, isApart, testMayBeLost));
        own?.Forget();
    }

    public void Take(in SecondaryFaultBegan began, MachineState state, Occurrences occurrences) => Attempts.Of(state.TaskOf(began.Header)).Start();

    public void Take(in SecondaryFaultRetried retried, MachineState state, Occurrences occurrences) => Attempts.Of(state.TaskOf(retried.Header)).Start();

    public void Take(in SecondaryFaultEnded ended, MachineState state, Occurrences occurrences) => Attempts.Of(state.TaskOf(ended.Header)).Forget();

    public void Take(in LockAcquired acquired, MachineState state, Occurrences occurrences)
    {
        var task = state.TaskOf(acquired.Header);
        if (task.Callbacks is [.., { Callback: CallbackKind.RangeStart or CallbackKind.RangeEnd } call] && acquired.Class is not (LockClass.PageTable or LockClass.MmPageTable))
            Guards.Of(state.Driver(call.Driver)).Add(in acquired);
    }

    public void Take(in CallbackReturned returned, MachineState state, Occurrences occurrences)
    {
        // Where its call was lost, so may have been the locks that it took. The end takes fewer than the start, which invalidates.
        if (returned.Callback == CallbackKind.RangeStart && state.TaskOf(returned.Header).CallOf(returned.Driver) is not null)
            Guards.Of(state.Driver(returned.Driver)).AreKnown = true;
    }

    private static Bracket? OpenBracketOver(AddressRange extent, MmState mm)
    {
        foreach (var bracket in mm.OpenBrackets)
            if (bracket.Extent.Overlaps(extent)) return bracket;
        return null;
    }

    // Null if it is not known which locks keep the callbacks out, or whether the task holds one of them: what it took while events were lost is not seen.
    // Who has held nothing since the test, or what ranges start under, has held none of them, whichever they are.
    private static bool? IsApart(TaskState task, FaultAttempt attempt, CallbackLocks guards, MachineState state)
    {
        var areKnown = !guards.IsEmpty && guards.AreKnown;
        foreach (ref readonly var held in task.Locks)
        {
            if (held.Acquired.Header.Sequence > attempt.Test.Header.Sequence || held.ShieldsBrackets) continue;
            if (!areKnown) return null;
            if (guards.KeepOut(held.Lock, held.Mode)) return false;

            // A driver has a lock for each of its objects, and the callback that takes this one may have been lost.
            if (state.IsTorn && !guards.Have(held.Lock)) return null;
        }

        return state.IsExact || areKnown && (task.TableLocksKnown && !guards.Sleep || HasTakenThemSince(task, attempt, guards)) ? true : null;
    }

    // A lock that it takes after the test it did not hold before.
    private static bool HasTakenThemSince(TaskState task, FaultAttempt attempt, CallbackLocks guards)
    {
        var taken = 0;
        foreach (ref readonly var held in task.Locks)
            if (held.Acquired.Header.Sequence > attempt.Test.Header.Sequence && guards.Have(held.Lock)) taken++;
        return taken == guards.Count;
    }
}
