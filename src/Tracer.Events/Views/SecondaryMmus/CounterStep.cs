namespace Tracer.Events.Views.SecondaryMmus;

/// <summary>A step of the protocol by which a driver keeps its faults from racing with an invalidation.</summary>
public enum CounterStep : byte
{
    /// <summary>A range is open: faults wait or start again.</summary>
    CountRaised,

    /// <summary>Whoever sampled the sequence before must look again.</summary>
    SequenceMoved,

    /// <summary>The range is over.</summary>
    CountLowered,
}
