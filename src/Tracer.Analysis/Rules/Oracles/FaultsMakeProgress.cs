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
public sealed class FaultsMakeProgress : Rule, IHandle<SecondaryFaultRetried>
{
    /// <summary>Retries in a row that are no livelock yet: the brackets of a reverse-map walk over four regions with nothing to change.</summary>
    public const int RetriesAllowed = 8;

    private static readonly Reason Livelock = new("S05.livelock",
        "{culprit} once more than is allowed since {first}: in between no entry changed, and no operation began or ended.");

    public override RuleInfo Info { get; } = new("S05", Severity.Medium, Fault.Driver, Era.All,
        "A device fault starts again only a few times while nothing else happens.",
        "the retry loop of KVM's pfncache under steady invalidations",
        EventKindSet.Of(EventKind.SecondaryFaultRetried, EventKind.PteChanged), [Livelock])
    {
        Kind = FindingKind.Outcome,
        Counterexample = "run · " + string.Join(" · ", Enumerable.Repeat("D device-retry 0x1000", RetriesAllowed + 1)),
    };

    public void On(in SecondaryFaultRetried retry, MachineState state, Verdicts verdicts)
    {
        var retries = state.TaskOf(retry.Header).Retries.And(in retry, state.MovedFor(retry.Mm));

        // Named once; what goes on turning is the same livelock.
        if (retries.Count == RetriesAllowed + 1)
            verdicts.Violated(Livelock, retry, retry.Mm, retry.Address, new Witness("first", VmEvent.Of(retries.First)));
        else if (retries.Count <= RetriesAllowed) verdicts.Holds();
    }
}
