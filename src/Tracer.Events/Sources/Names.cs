using System.Text;

namespace Tracer.Events.Sources;

/// <summary>The names of a trace's ids, gathered from its <see cref="Named"/> events.</summary>
public sealed class Names : IEventSink
{
    // The kernel's longest are symbols, of 512 bytes with their module; what is longer stands in a damaged place, and is cut.
    private const int MostBytes = 1024;

    private readonly Dictionary<(NameSpace Space, int Id), string> names = [];
    private readonly Dictionary<(NameSpace Space, int Id), List<byte>> unfinished = [];

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        foreach (ref readonly var e in events)
            if (e.Header.Kind == EventKind.Named) Learn(e.As<Named>());
    }

    /// <summary>The name of an id, or null if none was given.</summary>
    public string? Find(NameSpace space, int id) => names.GetValueOrDefault((space, id));

    public string Of(TaskId task) => Find(NameSpace.Task, task.Value) is { } name ? $"{name}-{task.Value}" : $"task-{task.Value}";

    public string Of(MmId mm) => Find(NameSpace.Mm, mm.Value) ?? mm.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public string Of(LockId id) => Find(NameSpace.Lock, id.Value) ?? $"lock {id.Value}";

    public string Of(TableId id) => Find(NameSpace.Table, id.Value) ?? $"table {id.Value}";

    public string Of(DriverId id) => Find(NameSpace.Driver, id.Value) ?? $"driver {id.Value}";

    public string? Of(FunctionId id) => id.Value == 0 ? null : Find(NameSpace.Function, id.Value);

    /// <summary>The function that called it on the kernel path of this id; null if that is not told.</summary>
    public string? CallerOf(FunctionId id) => id.Value == 0 ? null : Find(NameSpace.Caller, id.Value);

    /// <summary>The function with its caller, such as <c>ptep_clear_flush called from wp_page_copy</c>; null if it is not told.</summary>
    public string? PlaceOf(FunctionId id) => CallerOf(id) is { } caller ? $"{Of(id)} called from {caller}" : Of(id);

    public string Of(OperationId id) => Find(NameSpace.Operation, id.Value) ?? $"operation {id.Value}";

    /// <summary>All names of a space, by rising id.</summary>
    public IReadOnlyList<string> All(NameSpace space) =>
        [.. names.Where(pair => pair.Key.Space == space).OrderBy(pair => pair.Key.Id).Select(pair => pair.Value)];

    /// <summary>The events that give <paramref name="id"/> its name; headers are left to the caller.</summary>
    public static IEnumerable<VmEvent> Events(NameSpace space, int id, string name)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        if (utf8.Length > MostBytes) utf8 = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8.AsSpan(0, MostBytes)).TrimEnd('\ufffd') + "…");
        var parts = Math.Max(1, (utf8.Length + Utf8Text.Size - 1) / Utf8Text.Size);
        for (var part = 0; part < parts; part++)
        {
            var chunk = utf8.AsSpan(part * Utf8Text.Size, Math.Min(Utf8Text.Size, utf8.Length - part * Utf8Text.Size));
            yield return VmEvent.Of(new Named
            {
                Space = space,
                Id = id,
                Part = (byte)part,
                Length = (byte)chunk.Length,
                Last = (byte)(part == parts - 1 ? 1 : 0),
                Text = Utf8Text.Of(chunk),
            });
        }
    }

    private void Learn(in Named named)
    {
        var key = (named.Space, named.Id);
        var text = named.Text;
        ReadOnlySpan<byte> chunk = ((ReadOnlySpan<byte>)text)[..Math.Min((int)named.Length, Utf8Text.Size)];
        if (named.Part == 0 && named.Last != 0)
        {
            names[key] = Encoding.UTF8.GetString(chunk);
            return;
        }

        // A name of which a part is lost would be a wrong name. Every part but the last is full.
        if (named.Part == 0) unfinished[key] = [];
        if (!unfinished.TryGetValue(key, out var bytes) || bytes.Count != named.Part * Utf8Text.Size)
        {
            unfinished.Remove(key);
            return;
        }

        bytes.AddRange(chunk);
        if (named.Last == 0) return;
        names[key] = Encoding.UTF8.GetString(bytes.ToArray());
        unfinished.Remove(key);
    }
}
