namespace Tracer.Engine.Notifiers;

/// <summary>A range between its invalidate_range_start and its invalidate_range_end.</summary>
internal readonly record struct NotifiedRange(RangeId Id, AddressRange Range);
