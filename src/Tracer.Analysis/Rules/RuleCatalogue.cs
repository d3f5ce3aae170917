namespace Tracer.Analysis.Rules;

/// <summary>Every rule there is.</summary>
public static class RuleCatalogue
{
    /// <summary>All rules, by id.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. typeof(RuleCatalogue).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Rule)) && !type.IsAbstract)
            .Select(type => (Rule)Activator.CreateInstance(type)!)
            .OrderBy(rule => rule.Info.Id, StringComparer.Ordinal),
    ];

    /// <summary>What judges for several rules, by name.</summary>
    public static IReadOnlyList<Judge> Judges { get; } =
    [
        .. typeof(RuleCatalogue).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Judge)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (Judge)Activator.CreateInstance(type)!),
    ];

    /// <summary>The rules of the given ids, or all if none is given.</summary>
    /// <exception cref="ArgumentException">An id names no rule.</exception>
    public static IReadOnlyList<Rule> Choose(IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0) return All;
        var known = All.ToDictionary(rule => rule.Info.Id, StringComparer.OrdinalIgnoreCase);
        foreach (var id in ids)
            if (!known.ContainsKey(id))
                throw new ArgumentException($"no rule '{id}'; known: {string.Join(", ", All.Select(rule => rule.Info.Id))}");
        return [.. ids.Select(id => known[id]).Distinct().OrderBy(rule => rule.Info.Id, StringComparer.Ordinal)];
    }
}
