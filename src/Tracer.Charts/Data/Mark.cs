using Tracer.Analysis.Findings;

namespace Tracer.Charts.Data;

/// <summary>Something that happens.</summary>
/// <param name="Label">In words.</param>
/// <param name="Tag">Its letter if it is a witness; the ids of the oracles if harm was seen there; else null.</param>
/// <param name="IsCulprit">It breaks the rule.</param>
public sealed record Mark(double At, MarkKind Kind, string Label, string? Tag, bool IsCulprit);

public enum MarkKind
{
    Change,
    Invalidation,
    Flush,
    DeviceMapping,
    DeviceUnmapping,
    DeviceAccess,
    PageFreed,

    /// <summary>A witness that is none of the others, such as a lock taken.</summary>
    Witness,
}
