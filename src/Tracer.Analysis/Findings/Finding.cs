using Tracer.Analysis.Rules;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Findings;

/// <summary>One breach of one rule, as data; <see cref="Explaining"/> makes words of it.</summary>
public sealed record Finding
{
    public required RuleInfo Rule { get; init; }

    public required Reason Reason { get; init; }

    /// <summary>The event that breaks the rule.</summary>
    public required VmEvent Culprit { get; init; }

    /// <summary>The fewest events that prove it, by rising sequence, the culprit among them.</summary>
    public required IReadOnlyList<Witness> Witnesses { get; init; }

    /// <summary>What the culprit's task held at that moment, outermost first.</summary>
    public required IReadOnlyList<HeldLock> Held { get; init; }

    /// <summary>The brackets of the culprit's task that were open at that moment: their range_start events.</summary>
    public required IReadOnlyList<VmEvent> OpenBrackets { get; init; }

    /// <summary>The event that began the operation of the culprit's task: a syscall, a fault, a path; of kind None if the trace does not tell.</summary>
    public VmEvent Operation { get; init; }

    /// <summary>Sequence of the event that showed it: the culprit's own, or where something that was due had not come.</summary>
    public long JudgedAt { get; init; }

    /// <summary>Sequence of the event since which what its task does is known: its operation began, or the last one ended; 0 if the trace does not tell.</summary>
    public long Since { get; init; }

    /// <summary>Preempt depth at that moment as the source reports it; null if it does not.</summary>
    public int? PreemptDepth { get; init; }

    /// <summary>The address space concerned; 0 if none.</summary>
    public MmId Mm { get; init; }

    /// <summary>The address concerned; unknown if none.</summary>
    public VirtualAddress Address { get; init; } = VirtualAddress.Unknown;

    public FindingKind Kind => Rule.Kind;

    /// <summary>Findings of oracles in the same trace that show the harm this breach did, in the order they were seen.</summary>
    public IList<Finding> ConfirmedBy { get; } = [];

    public long Sequence => Culprit.Header.Sequence;
}
