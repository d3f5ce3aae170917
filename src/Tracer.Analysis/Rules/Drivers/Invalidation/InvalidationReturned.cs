using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.Invalidation;

/// <summary>A start or invalidate callback has returned, and it can be said what it left of its range.</summary>
/// <param name="Callback">Its return.</param>
/// <param name="Call">The call that it returns from.</param>
/// <param name="Remains">What it left.</param>
/// <param name="Entry">An entry that it left; empty if none.</param>
/// <param name="Zapped">An entry that it zapped: in the range, or beyond its edge where that is what is said; else a flush of part of the range; of kind None if neither.</param>
public readonly record struct InvalidationReturned(CallbackReturned Callback, DriverCall Call, Remains Remains, SecondaryMapped Entry, VmEvent Zapped)
{
    /// <summary>True if the callback went through its range and left nothing of it, nor took too much.</summary>
    public bool IsThorough => Remains == Remains.Nothing && Zapped.Header.Kind != EventKind.None;
}
