namespace Tracer.Events;

/// <summary>
/// A typed view of a <see cref="VmEvent"/>: a 64-byte record struct with the header first and at most 36 bytes of fields,
/// ordered so that no padding lies between them. What a field means stands in its <c>Description</c>; its type gives its unit.
/// </summary>
public interface IEventView
{
    static abstract EventKind Kind { get; }

    EventHeader Header { get; }
}
