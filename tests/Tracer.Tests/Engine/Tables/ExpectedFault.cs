using Tracer.Analysis;

namespace Tracer.Tests.Engine;

/// <summary>A row of the tables of traces/FAULTS.md: what a planted bug trips, or which run breaks a rule that needs none.</summary>
/// <param name="Fault">The bug; empty in the second table.</param>
/// <param name="Rule">The rule that speaks of it.</param>
/// <param name="Protocol">The kernel; empty where no run is named.</param>
/// <param name="Changes">Choices on top of it.</param>
/// <param name="Scenario">What runs.</param>
/// <param name="Driver">The driver; <see cref="SweepReport.NoDriver"/> if the core is enough.</param>
/// <param name="AlsoTrips">Rules that it breaks besides.</param>
/// <param name="IsUnfinished">Tasks may stay stuck.</param>
/// <param name="Why">Why it trips more than its rule, or why there is no bug for the rule.</param>
internal sealed record ExpectedFault(
    string Fault, string Rule, string Protocol, IReadOnlyList<string> Changes, string Scenario, string Driver, IReadOnlyList<string> AlsoTrips, bool IsUnfinished, string Why)
{
    private const string Page = "traces/FAULTS.md";

    private static readonly string[] SoundDrivers = ["kvm", "ib-umem-odp", "amd-iommu-v2"];

    internal static IReadOnlyList<ExpectedFault> Planted { get; } = [.. MarkdownTable.Read(Page, "fault", "also trips").Select(Parse)];

    internal static IReadOnlyList<ExpectedFault> RulesWithout { get; } = [.. MarkdownTable.Read(Page, "rule", "why there is none").Select(Parse)];

    /// <summary>The runs that show it: with its driver, or without any and with those that keep their own rules.</summary>
    internal IEnumerable<RunRequest> Runs =>
        Driver == SweepReport.NoDriver ? [Run([]), Run(SoundDrivers)] : [Run([Driver])];

    private RunRequest Run(IReadOnlyList<string> drivers) => new()
    {
        Scenario = Scenario,
        Protocol = Protocol,
        Drivers = drivers,
        Faults = Fault.Length == 0 ? [] : [Fault],
        Changes = [.. Changes.Select(RunRequest.ParseChange)],
    };

    private static ExpectedFault Parse(IReadOnlyDictionary<string, string> row)
    {
        var kernel = Words(row["protocol and choices"]);
        return new ExpectedFault(
            row.GetValueOrDefault("fault", ""),
            row["rule"],
            kernel.FirstOrDefault(""),
            [.. kernel.Skip(1)],
            row["scenario"],
            row["driver"],
            Words(row.GetValueOrDefault("also trips", "")),
            row.GetValueOrDefault("unfinished") == "yes",
            row.GetValueOrDefault("why") ?? row["why there is none"]);
    }

    private static string[] Words(string cell) => cell.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
