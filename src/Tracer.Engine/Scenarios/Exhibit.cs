namespace Tracer.Engine.Scenarios;

/// <summary>A bug that kernels had, or an argument about one: a machine that shows it, and a twin of the machine in which it is mended.</summary>
/// <param name="Name">Its row in the catalogue of real bugs, such as <c>B02</c>, or of the scenarios to reproduce, such as <c>S-A</c>.</param>
/// <param name="Summary">What went wrong, in a sentence.</param>
/// <param name="Rules">The rules that must be found broken, none besides; none at all where the exhibit shows that something holds.</param>
/// <param name="Harm">The oracles that see the harm on some seed; none if no memory is harmed.</param>
public sealed record Exhibit(string Name, string Summary, IReadOnlyList<string> Rules, IReadOnlyList<string> Harm)
{
    private const string MendedSuffix = "-mended";

    /// <summary>The machine that shows it.</summary>
    public required Setting Shown { get; init; }

    /// <summary>The machine in which it is mended; null if there is nothing to mend.</summary>
    public Setting? Twin
    {
        get => field ?? (MendedBy.Count > 0 ? Shown.And(MendedBy) : null);
        init;
    }

    /// <summary>The choices that mend it, where the twin is the same machine otherwise.</summary>
    internal IReadOnlyList<string> MendedBy { get; init; } = [];

    /// <summary>The scenario that shows it, under its name.</summary>
    public Scenario Broken => field ??= new Scenario(Name, Summary, Build) { Setting = Shown };

    /// <summary>The same scenario in the mended machine; null if there is none.</summary>
    public Scenario? Mended => field ??= Twin is null ? null : new Scenario(Name + MendedSuffix, $"the mended twin of {Name}", Build) { Setting = Twin };

    /// <summary>The one scenario or the two.</summary>
    public IReadOnlyList<Scenario> Scenarios => Mended is null ? [Broken] : [Broken, Mended];

    /// <summary>The kernel paths that run in both.</summary>
    public required IReadOnlyList<Scenario> Paths { get; init; }

    private void Build(Workload workload)
    {
        foreach (var path in Paths) path.Build(workload);
    }
}
