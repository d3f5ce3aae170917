using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tracer.Events.Fields;

/// <summary>Tells events that can be from bits that a damaged or hostile file holds, for every reader of files.</summary>
public static class EventBounds
{
    private static readonly EventField[] HeaderButKind = [.. EventShape.Header.Where(field => field.Name != nameof(EventHeader.Kind))];

    // Nearly every event has no byte above the first of these but such as equal the second, which few instructions show: 64 bytes of each a kind.
    // Any other event is looked at field by field.
    private static readonly byte[] MostBytes = FindMostBytes();
    private static readonly byte[] BesideBytes = FindBesideBytes();

    /// <summary>True if every field has a value of its type. A kind that is not known may hold anything behind its header.</summary>
    public static bool Hold(in VmEvent e)
    {
        var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<VmEvent>(in e));
        var ofKind = (int)e.Header.Kind * VmEvent.Size;
        return AreSmall(bytes, ofKind) && AreSmall(bytes[Vector256<byte>.Count..], ofKind + Vector256<byte>.Count)
            && (e.Header.Kind != EventKind.PteChanged || StartsEntry(in e.As<PteChanged>()))
            || Breach(in e) is null;
    }

    /// <summary>The first field that has no value of its type, in words; null if every field has one.</summary>
    public static string? Breach(in VmEvent e)
    {
        if (EventShape.Find(e.Header.Kind) is not { } shape) return Breach(HeaderButKind, in e);
        return Breach(EventShape.Header, in e) ?? Breach(shape.Fields, in e) ?? e.Header.Kind switch
        {
            EventKind.Named when e.As<Named>() is var named && OfName(named.Space) is { } bounds && !bounds.Allow(unchecked((uint)named.Id), sizeof(int)) =>
                string.Create(CultureInfo.InvariantCulture, $"{nameof(Named.Id)} of a {named.Space} is {named.Id}; allowed are {bounds}"),
            EventKind.PteChanged when !StartsEntry(e.As<PteChanged>()) => $"{nameof(PteChanged.Address)} is {e.As<PteChanged>().Address}, where no entry of a {e.As<PteChanged>().Level} table begins",
            _ => null,
        };
    }

    // The id of a name is bounded by what it is an id of; null if that is nothing but the name's own number.
    private static FieldBounds? OfName(NameSpace space) => space switch
    {
        NameSpace.Task => FieldBounds.OfType(typeof(TaskId)),
        NameSpace.Mm => FieldBounds.OfType(typeof(MmId)),
        NameSpace.Lock => FieldBounds.OfType(typeof(LockId)),
        NameSpace.Table => FieldBounds.OfType(typeof(TableId)),
        NameSpace.Driver => FieldBounds.OfType(typeof(DriverId)),
        NameSpace.Operation => FieldBounds.OfType(typeof(OperationId)),
        NameSpace.Function or NameSpace.Caller => new(0, ushort.MaxValue),
        _ => null,
    };

    private static bool AreSmall(ReadOnlySpan<byte> bytes, int at)
    {
        var values = Vector256.Create(bytes);
        var small = Vector256.LessThanOrEqual(values, Vector256.Create(MostBytes.AsSpan(at))) | Vector256.Equals(values, Vector256.Create(BesideBytes.AsSpan(at)));
        return small == Vector256<byte>.AllBitsSet;
    }

    // By index: a list's enumerator would be an allocation for an event.
    private static string? Breach(IReadOnlyList<EventField> fields, in VmEvent e)
    {
        for (var i = 0; i < fields.Count; i++)
            if (!Holds(fields[i], in e)) return Words(fields[i], in e);
        return null;
    }

    private static bool StartsEntry(in PteChanged change) => !change.Address.IsKnown || (change.Address.Value & (PageSize.Of(change.Level) - 1)) == 0;

    private static bool Holds(EventField field, in VmEvent e) => field.IsText || field.Bounds.Allow(field.Read(in e), field.Size);

    private static string Words(EventField field, in VmEvent e) =>
        string.Create(CultureInfo.InvariantCulture, $"{field.Name} is {field.Format(in e)}; allowed are {field.Bounds}");

    private static byte[] FindMostBytes()
    {
        var most = new byte[(byte.MaxValue + 1) * VmEvent.Size];
        Array.Fill(most, byte.MaxValue);
        Span<byte> value = stackalloc byte[sizeof(ulong)];
        for (var kind = 0; kind <= byte.MaxValue; kind++)
        {
            IEnumerable<EventField> fields = EventShape.Find((EventKind)kind) is { } shape ? EventShape.Header.Concat(shape.Fields) : HeaderButKind;
            foreach (var field in fields.Where(field => !field.IsText))
            {
                BinaryPrimitives.WriteUInt64LittleEndian(value, field.Bounds.MostByBytes(field.Size));
                value[..field.Size].CopyTo(most.AsSpan(kind * VmEvent.Size + field.Offset));
            }
        }

        // Of a name no id that any space allows not.
        BinaryPrimitives.WriteInt32LittleEndian(most.AsSpan((int)EventKind.Named * VmEvent.Size + EventShape.Of(EventKind.Named).Field(nameof(Named.Id)).Offset), (1 << 12) - 1);
        return most;
    }

    // Where nothing stands for "not told" this is 0, which is never too much.
    private static byte[] FindBesideBytes()
    {
        var beside = new byte[(byte.MaxValue + 1) * VmEvent.Size];
        foreach (var shape in EventShape.All)
            foreach (var field in shape.Fields.Where(field => field is { Size: 1, Bounds.Beside: not null }))
                beside[(int)shape.Kind * VmEvent.Size + field.Offset] = (byte)field.Bounds.Beside!.Value;
        return beside;
    }
}
