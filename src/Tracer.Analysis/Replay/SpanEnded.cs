using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>Something that lasts is over, or is held to be: the one place where a beginning finds its end.</summary>
/// <param name="Kind">What lasted.</param>
/// <param name="Begin">The event that began it; of kind None if that came before the trace.</param>
/// <param name="End">The event that ended it, or proved that it is over; of kind None at the end of the trace.</param>
/// <param name="How">What is known of its end.</param>
public readonly record struct SpanEnded(SpanKind Kind, VmEvent Begin, VmEvent End, SpanEnd How)
{
    /// <summary>The header of one of the two events that is there: the task, and the context it was in.</summary>
    public EventHeader Header => Begin.Header.Kind != EventKind.None ? Begin.Header : End.Header;
}

/// <summary>What lasts.</summary>
public enum SpanKind
{
    Operation,
    Lock,
    PageTableLock,
    AtomicSection,

    /// <summary>From the return of range_start to the call of range_end.</summary>
    Bracket,
    Callback,
    DeviceFault,
}

/// <summary>How something that lasts came to its end.</summary>
public enum SpanEnd
{
    /// <summary>The trace shows its end.</summary>
    Paired,

    /// <summary>The trace shows no end by the time when there had to be one: what goes on cannot be inside it any more.</summary>
    GivenUp,

    /// <summary>The trace shows that it is over, and not when it ended: a depth of zero says that no spin lock is held.</summary>
    Disproved,

    /// <summary>It was not over when the trace ended, or when events were lost.</summary>
    Unended,
}
