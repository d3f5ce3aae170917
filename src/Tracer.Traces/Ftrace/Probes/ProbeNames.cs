namespace Tracer.Traces.Ftrace.Probes;

/// <summary>What the events of a kernel mean, by their names.</summary>
internal sealed class ProbeNames(KernelGeneration generation)
{
    private readonly ILookup<string, ProbeRow> rows = ProbeTable.Of(generation).ToLookup(row => row.Name, StringComparer.Ordinal);
    private readonly ILookup<(string, bool), ProbeRow> byFunction = ProbeTable.Of(generation).Where(row => !row.IsTracepoint).ToLookup(row => (row.Function, row.IsReturn));

    /// <param name="name">Of an event, without what compilers add to a function's name.</param>
    public NamedProbe Of(string name)
    {
        var (operation, function) = Split(name);
        if (function is not null && rows[operation].FirstOrDefault(IsOfInstruction) is { } probed)
            return new NamedProbe(probed.Meaning == ProbeMeaning.EntryStored ? StorePlan.Of(probed, function) : probed, null, function, IsKnown: true);

        var meant = (rows.Contains(name) ? rows[name] : byFunction[DefaultName.Of(name)]).Where(row => !IsOfInstruction(row)).ToList();
        var row = meant.Find(row => row.With == Field.None);
        var named = row is { Site: SiteForm.Name } ? row.Function : null;
        return new NamedProbe(row, meant.Find(row => row.With != Field.None), named, meant.Count > 0 || IsKnown(name));
    }

    // Where a function returns says nothing more if its entry is known, but for those whose return has a row of its own.
    private bool IsKnown(string name) => rows.Contains(name) || name.EndsWith("_ret", StringComparison.Ordinal) && rows.Contains(name[..^"_ret".Length]);

    private static bool IsOfInstruction(ProbeRow row) => row.Meaning is ProbeMeaning.EntryStored or ProbeMeaning.InvalidationCounted;

    // set_pte__try_to_unmap_one_4ae: operation, function, offset in hex.
    private static (string Operation, string? Function) Split(string name)
    {
        var underscores = name.IndexOf("__", StringComparison.Ordinal);
        var offset = name.LastIndexOf('_');
        return underscores > 0 && offset > underscores + 2 ? (name[..underscores], name[(underscores + 2)..offset]) : (name, null);
    }
}

/// <summary>What a name means.</summary>
/// <param name="Row">Null: nothing is mapped to it.</param>
/// <param name="WithField">What it means where a hit has <see cref="ProbeRow.With"/>.</param>
/// <param name="Function">The function in the name; null if the row does not say that it holds one.</param>
/// <param name="IsKnown">A row has the name, though it may mean nothing here.</param>
internal sealed record NamedProbe(ProbeRow? Row, ProbeRow? WithField, string? Function, bool IsKnown);
