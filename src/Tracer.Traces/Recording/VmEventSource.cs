using System.Diagnostics.Tracing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tracer.Traces.Nettrace;

namespace Tracer.Traces.Recording;

/// <summary>
/// The EventSource <c>Tracer-Vm</c>: one event per kind, its id the kind's value, which any EventPipe tool can record and read.
/// </summary>
/// <remarks>
/// The payload is handed over as one piece, for it lies in the event as EventPipe wants it. An in-process EventListener, which
/// wants one piece per field, therefore sees the first field only.
/// </remarks>
public abstract unsafe class VmEventSource : EventSource
{
    /// <summary>Only the type that <see cref="VmEventSourceType"/> makes from the field table derives from this.</summary>
    protected VmEventSource()
        : base(EventSourceSettings.EtwManifestEventFormat)
    {
    }

    public static VmEventSource Log { get; } = VmEventSourceType.Create();

    /// <summary>Writes one event if somebody listens.</summary>
    [NonEvent]
    public void Write(in VmEvent e)
    {
        if (IsEnabled()) WriteTyped(in e);
    }

    /// <summary>Writes up to 256 events as one block if somebody listens.</summary>
    [NonEvent]
    public void WritePacked(ReadOnlySpan<VmEvent> events)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events.Length, PackedBlock.Capacity);
        if (IsEnabled() && !events.IsEmpty) WriteBlock(events);
    }

    // Apart from its guard, so that the guard alone is what a run without a listener pays for.
    [NonEvent]
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private void WriteTyped(in VmEvent e)
    {
        var length = EventPayload.PlainLength(e.Header.Kind);
        if (length == 0)
        {
            WriteWithText(in e);
            return;
        }

        fixed (VmEvent* bytes = &e)
        {
            var data = new EventData { DataPointer = (nint)bytes, Size = length };
            WriteEventCore((int)e.Header.Kind, 1, &data);
        }
    }

    [NonEvent]
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private void WriteWithText(in VmEvent e)
    {
        var payload = stackalloc byte[EventPayload.MaxLength];
        var length = EventPayload.Encode(in e, new Span<byte>(payload, EventPayload.MaxLength));
        var data = new EventData { DataPointer = (nint)payload, Size = length };
        WriteEventCore((int)e.Header.Kind, 1, &data);
    }

    [NonEvent]
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private void WriteBlock(ReadOnlySpan<VmEvent> events)
    {
        var header = stackalloc ushort[2] { PackedBlock.Version, (ushort)events.Length };
        var data = stackalloc EventData[2];
        fixed (VmEvent* first = &MemoryMarshal.GetReference(events))
        {
            data[0] = new EventData { DataPointer = (nint)header, Size = PackedBlock.HeaderSize };
            data[1] = new EventData { DataPointer = (nint)first, Size = events.Length * VmEvent.Size };
            WriteEventCore(PackedBlock.Id, 2, data);
        }
    }
}
