namespace Tracer.Tests.Engine;

/// <summary>Keeps the events of a run.</summary>
internal sealed class Recording : IEventSink
{
    internal List<VmEvent> Events { get; } = [];

    internal IReadOnlyList<Decision> Decisions =>
        [.. Events.Where(e => e.Header.Kind == EventKind.Decision).Select(e => e.As<Decision>())];

    internal Names Names
    {
        get
        {
            var names = new Names();
            names.Accept(Events.ToArray());
            return names;
        }
    }

    internal IEnumerable<T> Of<T>()
        where T : struct, IEventView => Events.Where(e => e.Header.Kind == T.Kind).Select(e => e.As<T>());

    public void Accept(ReadOnlySpan<VmEvent> events) => Events.AddRange(events);

    internal static Recording Of(Simulation simulation, ulong seed)
    {
        var recording = new Recording();
        simulation.Run(seed, recording);
        return recording;
    }
}

/// <summary>What the tests run, in all combinations.</summary>
internal static class Requests
{
    internal const string Together = "reclaim+mkclean+munmap+cow";
    internal const string TogetherToTheEnd = "reclaim+mkclean+munmap+truncate+cow+ksm+madvise-dontneed+exit";

    internal static IReadOnlyList<string> ScenarioNames { get; } = [.. ScenarioCatalogue.Paths.Select(scenario => scenario.Name), Together, TogetherToTheEnd];

    internal static IReadOnlyList<string> ProtocolNames { get; } = [.. ProtocolCatalogue.All.Select(protocol => protocol.Name)];

    /// <summary>The protocols that a scenario, or several joined by '+', can be run under.</summary>
    internal static IEnumerable<string> ProtocolsOf(string names) =>
        ProtocolNames.Where(protocol => names.Split('+').All(name => ScenarioCatalogue.All.Single(scenario => scenario.Name == name).Protocols.Contains(protocol)));

    internal static IReadOnlyList<string[]> DriverSets { get; } =
        [[], ["kvm"], ["gntdev"], ["kvm", "ib-umem-odp", "amd-iommu-v2"], [.. DriverCatalogue.All.Select(driver => driver.Name)]];

    internal static Simulation Prepare(string scenario, string protocol, string[] drivers, string[]? changes = null, string[]? faults = null) =>
        Simulation.Prepare(new RunRequest
        {
            Scenario = scenario,
            Protocol = protocol,
            Drivers = drivers,
            Changes = [.. (changes ?? []).Select(RunRequest.ParseChange)],
            Faults = faults ?? [],
        });
}
