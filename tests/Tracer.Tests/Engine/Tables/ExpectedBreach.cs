using Tracer.Engine;

namespace Tracer.Tests.Engine;

/// <summary>A row of the table of what each kernel is expected to break, in traces/README.md.</summary>
/// <param name="Protocols">The kernels it speaks of.</param>
/// <param name="Scenarios">The kernel paths.</param>
/// <param name="Drivers">The drivers; the empty name is none.</param>
/// <param name="Rules">What breaks in each of these cells.</param>
/// <param name="Oracles">The harm that may be seen, on some seeds.</param>
internal sealed record ExpectedBreach(
    IReadOnlyList<string> Protocols, IReadOnlyList<string> Scenarios, IReadOnlyList<string> Drivers, IReadOnlyList<string> Rules, IReadOnlyList<string> Oracles)
{
    private const string All = "all";
    private const string None = "none";

    // Above the table, which reads it.
    internal static IReadOnlyList<string> AllDrivers { get; } = ["", .. DriverCatalogue.All.Select(driver => driver.Name)];

    internal static IReadOnlyList<ExpectedBreach> Table { get; } =
        [.. MarkdownTable.Read("traces/README.md", "protocol", "breaks").Select(Parse)];

    internal bool Speaks(string protocol, string scenario, string driver) =>
        Protocols.Contains(protocol) && Scenarios.Contains(scenario) && Drivers.Contains(driver);

    private static ExpectedBreach Parse(IReadOnlyDictionary<string, string> row) => new(
        Names(row["protocol"], [.. Tracer.Engine.Protocols.All.Select(protocol => protocol.Name)]),
        Names(row["scenario"], [.. Tracer.Engine.Scenarios.Paths.Select(scenario => scenario.Name)]),
        Names(row["driver"], AllDrivers),
        Words(row["breaks"]),
        Words(row["harm"]));

    private static IReadOnlyList<string> Names(string cell, IReadOnlyList<string> known)
    {
        if (cell == All) return known;
        string[] names = [.. cell.Split(", ").Select(name => name == None ? "" : name)];
        var unknown = names.Except(known).ToList();
        return unknown.Count == 0 ? names : throw new InvalidOperationException($"traces/README.md names {string.Join(", ", unknown)}; known: {string.Join(", ", known)}");
    }

    private static string[] Words(string cell) => cell.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
