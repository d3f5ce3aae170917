namespace Tracer.Engine;

/// <summary>A range between its invalidate_range_start and its invalidate_range_end.</summary>
internal readonly record struct Bracket(RangeId Id, AddressRange Range);
