using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Tracer.Events.Fields;

/// <summary>
/// The one description of each kind, derived from its view: the EventSource manifest, CSV, JSONL, <c>show</c>, <c>diff</c> and the mutators all read it.
/// </summary>
/// <param name="Kind">The kind.</param>
/// <param name="View">Its view type.</param>
/// <param name="Fields">Its payload fields in stored order, without padding between them.</param>
public sealed record EventShape(EventKind Kind, Type View, IReadOnlyList<EventField> Fields)
{
    private static readonly EventShape?[] ByKind = new EventShape?[byte.MaxValue + 1];

    /// <summary>The header fields that every event has, in stored order.</summary>
    public static IReadOnlyList<EventField> Header { get; } = FieldsOf(typeof(EventHeader), 0);

    /// <summary>Every kind's shape, by rising value of the kind.</summary>
    public static IReadOnlyList<EventShape> All { get; } = FindAll();

    /// <summary>The kind's name.</summary>
    public string Name => Kind.ToString();

    /// <summary>Bytes of the payload that the kind uses.</summary>
    public int PayloadLength => Fields.Count == 0 ? 0 : Fields[^1].Offset + Fields[^1].Size - EventHeader.Size;

    /// <summary>The shape of a kind, or null for a value that is no kind.</summary>
    public static EventShape? Find(EventKind kind) => ByKind[(int)kind];

    /// <summary>The shape of a kind that is known to exist.</summary>
    public static EventShape Of(EventKind kind) =>
        Find(kind) ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "no view is declared for this kind");

    /// <summary>The field that names the address space concerned; null if the kind concerns none.</summary>
    public EventField? Mm { get; } = Fields.FirstOrDefault(field => field.Type == typeof(MmId));

    /// <summary>The address space that an event concerns; 0 if none.</summary>
    public static MmId MmOf(in VmEvent e) => Find(e.Header.Kind)?.Mm is { } mm ? new MmId(unchecked((int)mm.Read(in e))) : default;

    public EventField Field(string name) => Fields.Single(field => field.Name == name);

    private static EventShape[] FindAll()
    {
        var shapes = typeof(EventShape).Assembly.GetTypes()
            .Where(type => type.IsValueType && typeof(IEventView).IsAssignableFrom(type))
            .Select(type => new EventShape(KindOf(type), type, FieldsOf(type, EventHeader.Size)))
            .OrderBy(shape => shape.Kind).ToArray();
        foreach (var shape in shapes) ByKind[(int)shape.Kind] = shape;
        return shapes;
    }

    private static EventKind KindOf(Type view) =>
        (EventKind)view.GetProperty(nameof(IEventView.Kind), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    // Sequential layout with Pack = 4 puts each field at the next multiple of its own size, 4 at most.
    private static List<EventField> FieldsOf(Type view, int offset)
    {
        var fields = new List<EventField>();
        foreach (var field in view.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
        {
            if (field.FieldType == typeof(EventHeader)) continue;
            var property = view.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)])!;
            var size = SizeOf(field.FieldType);
            var alignment = field.FieldType == typeof(Utf8Text) ? 1 : Math.Min(size, 4);
            offset = (offset + alignment - 1) / alignment * alignment;
            var description = property.GetCustomAttribute<DescriptionAttribute>()?.Description
                ?? throw new InvalidOperationException($"{view.Name}.{property.Name} has no description");
            fields.Add(new EventField(property.Name, property.PropertyType, offset, size, description, FieldBounds.Of(property)));
            offset += size;
        }

        return fields;
    }

    private static int SizeOf(Type type) => (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;
}
