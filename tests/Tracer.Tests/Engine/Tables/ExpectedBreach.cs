using Tracer.Analysis;

namespace Tracer.Tests.Engine;

/// <summary>A row of the table of what each kernel is expected to break, in traces/README.md.</summary>
/// <param name="Protocols">The kernels it speaks of.</param>
/// <param name="Scenarios">The kernel paths.</param>
/// <param name="Drivers">The drivers, one at a time; the name of no driver is <see cref="SweepReport.NoDriver"/>.</param>
/// <param name="Rules">What breaks in each of these cells.</param>
/// <param name="Harm">The oracles that may see what comes of it, on some seeds.</param>
internal sealed record ExpectedBreach(
    IReadOnlyList<string> Protocols, IReadOnlyList<string> Scenarios, IReadOnlyList<string> Drivers, IReadOnlyList<string> Rules, IReadOnlyList<string> Harm)
{
    private const string All = "all";

    // Above the table, which reads it.
    private static readonly string[] KnownDrivers = [SweepReport.NoDriver, .. DriverCatalogue.All.Select(driver => driver.Name)];

    internal static IReadOnlyList<ExpectedBreach> Table { get; } =
        [.. MarkdownTable.Read("traces/README.md", "protocol", "breaks").Select(Parse)];

    internal static IEnumerable<IReadOnlyList<string>> DriverSets => KnownDrivers.Select(Set);

    /// <summary>The cells that the row speaks of; a kernel path is left out where a kernel has not got it.</summary>
    internal IEnumerable<RunRequest> Cells =>
        from protocol in Protocols
        from scenario in ScenarioCatalogue.Paths
        where Scenarios.Contains(scenario.Name) && scenario.Protocols.Contains(protocol)
        from driver in Drivers
        select new RunRequest { Scenario = scenario.Name, Protocol = protocol, Drivers = Set(driver) };

    internal bool Speaks(SweepReport of) => Protocols.Contains(of.Protocol) && Scenarios.Contains(of.Scenario) && Drivers.Contains(of.DriverSet);

    private static IReadOnlyList<string> Set(string driver) => driver == SweepReport.NoDriver ? [] : [driver];

    private static ExpectedBreach Parse(IReadOnlyDictionary<string, string> row) => new(
        Names(row["protocol"], [.. ProtocolCatalogue.All.Select(protocol => protocol.Name)]),
        Names(row["scenario"], [.. ScenarioCatalogue.Paths.Select(scenario => scenario.Name)]),
        Names(row["driver"], KnownDrivers),
        Words(row["breaks"]),
        Words(row["harm"]));

    private static IReadOnlyList<string> Names(string cell, IReadOnlyList<string> known)
    {
        if (cell == All) return known;
        var names = cell.Split(", ");
        var unknown = names.Except(known).ToList();
        return unknown.Count == 0 ? names : throw new InvalidOperationException($"traces/README.md names {string.Join(", ", unknown)}; known: {string.Join(", ", known)}");
    }

    private static string[] Words(string cell) => cell.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
