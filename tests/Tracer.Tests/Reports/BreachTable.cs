using Tracer.Analysis;

namespace Tracer.Tests.Reports;

/// <summary>A table of sweeps in which one cell breaks much, one got stuck, one broke a policy rule, and nothing else happened.</summary>
internal static class BreachTable
{
    public static IReadOnlyList<SweepReport> Of(string[] protocols, string[] drivers, string[] scenarios) =>
    [
        .. from protocol in protocols
           from driver in drivers
           from scenario in scenarios
           select Cell(protocol, driver, scenario),
    ];

    private static SweepReport Cell(string protocol, string driver, string scenario) => new()
    {
        Protocol = protocol,
        Drivers = driver == SweepReport.NoDriver ? [] : driver.Split('+'),
        Scenario = scenario,
        Runs = 1000,
        Stuck = (protocol, driver, scenario) is ("785373b4", "kvm", "munmap") or ("4.12", "kvm+gntdev", "reclaim") ? new SeedCount(4, 12) : default,
        Rules = (protocol, driver, scenario) switch
        {
            ("4.12", "kvm+gntdev", "reclaim") =>
            [
                Rule("N01", Severity.Critical, new(956, 1), "N01.no-bracket", "N01.too-early"), Rule("N02", Severity.High, new(3, 17), "N02.unpaired"),
                Rule("S01", Severity.Critical, new(22, 78), "S01.freed"),
            ],
            ("4.12", "kvm", "reclaim") => [Rule("N01", Severity.Critical, default), Rule("P04", Severity.Policy, new(990, 1), "P04.shrinks")],
            _ => [Rule("N01", Severity.Critical, default)],
        },
    };

    private static RuleSeeds Rule(string id, Severity severity, SeedCount broken, params string[] codes)
    {
        Reason[] reasons = [.. codes.Select(code => new Reason(code, ""))];
        var rule = new RuleInfo(id, id, severity, Fault.Core, Era.All, "", "", EventKindSet.Empty, reasons)
        {
            Kind = severity == Severity.Policy ? FindingKind.Policy : FindingKind.Protocol,
        };
        return new RuleSeeds(rule, 5000, broken, [.. reasons.Select(reason => new ReasonSeeds(reason, 500, broken, Example(rule, reason)))]);
    }

    private static Finding Example(RuleInfo rule, Reason reason) =>
        new() { Rule = rule, Reason = reason, Culprit = default, Witnesses = [], Held = [], OpenBrackets = [] };
}
