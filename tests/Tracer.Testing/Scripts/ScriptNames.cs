using System.Globalization;

namespace Tracer.Testing;

/// <summary>Gives ids to names on their first use, from 1; a task may bring its own: <c>kworker-7</c>.</summary>
internal sealed class ScriptNames
{
    private readonly Dictionary<(NameSpace Space, string Name), int> ids = [];

    public Names All { get; } = new();

    public List<VmEvent> Events { get; } = [];

    /// <summary>Null if the id that the name brings belongs to another.</summary>
    public int? Id(NameSpace space, string name, out string? clash)
    {
        clash = null;
        if (ids.TryGetValue((space, name), out var id)) return id;
        var dash = name.LastIndexOf('-');
        var spoken = name;
        if (space == NameSpace.Task && dash > 0 && int.TryParse(name.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out id))
        {
            spoken = name[..dash];
            clash = ids.FirstOrDefault(pair => pair.Key.Space == space && pair.Value == id).Key.Name;
            if (clash is not null) return null;
        }
        else
        {
            id = 1;
            while (ids.Any(pair => pair.Key.Space == space && pair.Value == id)) id++;
        }

        ids.Add((space, name), id);
        foreach (var e in Names.Events(space, id, spoken))
        {
            All.Accept([e]);
            Events.Add(e);
        }

        return id;
    }

    public int Id(NameSpace space, string name) => Id(space, name, out _)!.Value;
}
