using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Oracles;

/// <summary>
/// S05: a device fault starts again and again though nothing happens that could send it back.
/// It looks at faults, entries and operations alone, never at brackets, locks or invalidations.
/// </summary>
/// <remarks>
/// What sends a fault back is an invalidation, and an oracle does not see it. But an invalidation is made by an operation, and nearly always for the sake of an entry
/// that it changes: so the count begins anew at a store of any entry of the address space, and where an operation of any task begins or ends. A bracket may be
/// empty, and one bracket may send a fault back at its start and at its end: <see cref="RetriesAllowed"/> leaves room for a few of them in one operation.
/// </remarks>
public sealed class FaultsMakeProgress : Rule, IHandle<RunEnded>, IHandle<SecondaryFaultRetried>, IHandle<SecondaryFaultEnded>,
    IHandle<PteChanged>, IHandle<OperationBegan>, IHandle<OperationEnded>, IHandle<TaskExited>
{
    /// <summary>Retries in a row that are no livelock yet: the brackets of a reverse-map walk over four regions with nothing to change.</summary>
    public const int RetriesAllowed = 8;

    /// <summary>How often operations of other tasks may send one fault back: a busy machine always has some.</summary>
    public const int ExcusesAllowed = 16;

    private static readonly Reason Livelock = new("S05.livelock",
        "{culprit} once more than is allowed since {first}: in between no entry changed, and no operation began or ended.");

    private static readonly Reason Starved = new("S05.starved",
        "{culprit} once more than is allowed since {first}: no entry has changed, and what other tasks begin and end has been an excuse often enough.");

    private static readonly Reason Stuck = new("S05.stuck", "{culprit} waits for ever: when {end}, the fault has not come to an end.");

    private static readonly TaskSlot<FaultRetries> Retries = new();

    // Sequences of the last store of an entry, and of the last beginning or end of an operation of any task: what can have sent a fault back.
    private static readonly MmSlot<long> LastStore = new();
    private static readonly MachineSlot<long> LastBoundary = new();

    public override RuleInfo Info { get; } = new("S05", nameof(FaultsMakeProgress), Severity.Medium, Fault.Driver, Era.All,
        "A device fault starts again only a few times while nothing else happens.",
        "the retry loop of KVM's pfncache under steady invalidations",
        EventKindSet.Of(EventKind.SecondaryFaultRetried, EventKind.PteChanged), [Livelock, Starved, Stuck])
    {
        Kind = FindingKind.Outcome,
        Counterexample = "run · " + string.Join(" · ", Enumerable.Repeat("D device-retry 0x1000", RetriesAllowed + 1)),
    };

    public void On(in SecondaryFaultRetried retry, MachineState state, Verdicts verdicts)
    {
        ref var retries = ref Retries.Of(state.TaskOf(retry.Header));
        retries = retries.And(in retry, LastStore.Of(state.Mm(retry.Mm)), LastBoundary.Of(state), ExcusesAllowed);

        // Named once; what goes on turning is the same livelock.
        if (retries.Count == RetriesAllowed + 1)
            verdicts.Violated(retries.Excuses < ExcusesAllowed ? Livelock : Starved, retry, retry.Mm, retry.Address, new Witness("first", VmEvent.Of(retries.First)));
        else if (retries.Count <= RetriesAllowed) verdicts.Holds();
    }

    // A recorded run ends when nobody can go on.
    public void On(in RunEnded end, MachineState state, Verdicts verdicts)
    {
        foreach (var task in state.Tasks)
            if (Retries.Of(task) is { Count: > 0 and <= RetriesAllowed } retries)
                verdicts.Violated(Stuck, retries.Last, retries.Last.Mm, retries.Last.Address, new Witness("end", VmEvent.Of(end)));
    }

    public void On(in SecondaryFaultEnded ended, MachineState state, Verdicts verdicts) => Retries.Of(state.TaskOf(ended.Header)) = default;

    public void On(in PteChanged change, MachineState state, Verdicts verdicts) => LastStore.Of(state.Mm(change.Mm)) = change.Header.Sequence;

    // A function is a part of an operation.
    public void On(in OperationBegan began, MachineState state, Verdicts verdicts)
    {
        if (began.Source != OperationSource.Function) LastBoundary.Of(state) = began.Header.Sequence;
    }

    public void On(in OperationEnded ended, MachineState state, Verdicts verdicts)
    {
        if (ended.Source != OperationSource.Function) LastBoundary.Of(state) = ended.Header.Sequence;
    }

    public void On(in TaskExited exited, MachineState state, Verdicts verdicts) => LastBoundary.Of(state) = exited.Header.Sequence;
}
