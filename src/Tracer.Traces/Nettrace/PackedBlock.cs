using System.Runtime.InteropServices;

namespace Tracer.Traces.Nettrace;

/// <summary>
/// The packed form: up to 256 events in one EventSource event, a version and a count followed by the events' 64 bytes each.
/// </summary>
internal static class PackedBlock
{
    public const string Name = "Packed";

    /// <summary>The id of its EventSource event, beyond those of the kinds.</summary>
    public const int Id = 200;

    public const int Capacity = 256;

    /// <summary>Raised when the layout of <see cref="VmEvent"/> changes.</summary>
    public const ushort Version = 1;

    public const int HeaderSize = 2 * sizeof(ushort);

    /// <summary>The events of a block, where they lie.</summary>
    /// <exception cref="InvalidDataException">It is no block that this program reads.</exception>
    public static ReadOnlySpan<VmEvent> Events(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < HeaderSize) throw new InvalidDataException($"a packed block has {payload.Length} bytes; its header alone needs {HeaderSize}");
        var version = MemoryMarshal.Read<ushort>(payload);
        var count = MemoryMarshal.Read<ushort>(payload[sizeof(ushort)..]);
        if (version != Version) throw new InvalidDataException($"a packed block has version {version}; this program reads version {Version}");
        var events = MemoryMarshal.Cast<byte, VmEvent>(payload[HeaderSize..]);
        if (events.Length < count) throw new InvalidDataException($"a packed block says {count} events and holds {events.Length}");
        return events[..count];
    }
}
