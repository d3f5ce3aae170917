namespace Tracer.Analysis.Rules.Drivers.Invalidation;

/// <summary>A start or invalidate callback has returned, and the trace does not tell whether what it left of its range should have gone.</summary>
/// <param name="Callback">Its return.</param>
/// <param name="Because">Why not; a constant sentence part.</param>
public readonly record struct InvalidationUnclear(CallbackReturned Callback, string Because);
