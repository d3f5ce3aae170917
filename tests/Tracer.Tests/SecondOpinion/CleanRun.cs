using Tracer.Analysis;
using Tracer.Engine;

namespace Tracer.Tests.SecondOpinion;

/// <summary>A run of the engine in which the analyzer finds nothing: where mutants are made from.</summary>
internal sealed record CleanRun(string Protocol, string Scenario, string Drivers, ulong Seed, VmEvent[] Events)
{
    private const int SeedsTried = 12;

    public override string ToString() => $"{Scenario} under {Protocol} with {(Drivers.Length > 0 ? Drivers : "no driver")}, seed {Seed}";

    /// <summary>
    /// That many runs, the same ones each time: all combinations of a protocol, a scenario that it can run and a driver, none or several, shuffled by a fixed seed;
    /// of each the first seed from 1 on whose run has no finding but of policy, if there is one among the first twelve.
    /// </summary>
    internal static IReadOnlyList<CleanRun> Choose(int number)
    {
        var all = (from protocol in Engine.Requests.ProtocolNames
                   from scenario in ScenarioCatalogue.Paths
                   where scenario.Protocols.Contains(protocol)
                   from drivers in DriverSets
                   select (protocol, scenario.Name, drivers)).ToArray();
        var random = new SplitMix64(1);
        for (var i = all.Length - 1; i > 0; i--)
        {
            var other = random.Next(i + 1);
            (all[i], all[other]) = (all[other], all[i]);
        }

        return [.. all.Select(one => Find(one.protocol, one.Name, one.drivers)).OfType<CleanRun>().Take(number)];
    }

    private static IEnumerable<string> DriverSets { get; } =
        ["", .. DriverCatalogue.All.Select(driver => driver.Name), "kvm ib-umem-odp amd-iommu-v2", "gru scif intel-svm"];

    private static CleanRun? Find(string protocol, string scenario, string drivers)
    {
        var simulation = Engine.Requests.Prepare(scenario, protocol, drivers.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        for (ulong seed = 1; seed <= SeedsTried; seed++)
        {
            var events = Engine.Recording.Of(simulation, seed).Events.ToArray();
            if (Verdict.Of(events, protocol).Findings.Count == 0) return new CleanRun(protocol, scenario, drivers, seed, events);
        }

        return null;
    }
}
