using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>What is done at a hit of a probe.</summary>
internal delegate void Handler(KernelTranslator translator, ProbeHit hit, TaskReading task);

/// <summary>What a meaning is for, and what is done when it is met.</summary>
/// <param name="Meaning">The meaning.</param>
/// <param name="Handle">What is done.</param>
/// <param name="Shows">The kinds of event that a capture has this probe for.</param>
internal sealed record Handling(ProbeMeaning Meaning, Handler Handle, params EventKind[] Shows)
{
    /// <summary>The fields without which a line tells nothing that could be judged.</summary>
    public FieldSet Requires { get; init; }

    /// <summary>A task that comes here is past the TLB flush, and the gather, that it was in.</summary>
    public bool IsPastFlush { get; init; }

    /// <summary>A driver may do this inside its callback.</summary>
    public bool MayBeDrivers { get; init; }
}
