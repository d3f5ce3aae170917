using System.CommandLine;
using Tracer.Engine;
using Tracer.Engine.Drivers;
using Tracer.Engine.Faults;
using Tracer.Engine.Protocols;
using Tracer.Engine.Scenarios;

namespace Tracer.Cli.Usage;

/// <summary>The argument and options that say which run of the engine is meant.</summary>
internal sealed class RunOptions
{
    private readonly Argument<string> scenario = new("SCENARIO") { HelpName = "SCENARIO", Description = "what runs: a scenario of `list scenarios`, or several joined by +" };
    private readonly Option<string?> protocol = new("--protocol")
    {
        Description = "the kernel whose protocol is simulated, of `list protocols`; by default the scenario's own, else 4.14",
        HelpName = "P",
    };
    private readonly Option<string[]> drivers = new("--driver") { Description = "a secondary MMU to attach, of `list drivers`; several joined by +, or given one by one", HelpName = "D" };
    private readonly Option<string[]> faults = new("--fault") { Description = "a bug to plant, of `list faults`; several joined by +, or given one by one", HelpName = "F" };
    private readonly Option<string[]> changes = new("--set") { Description = "change one choice of the protocol; may be given several times", HelpName = "choice=value" };
    private readonly Option<ulong?> seed = Values.Number<ulong>("--seed", 0, "N", "the seed of the schedule (1 by default); the same arguments give the same run");

    public void AddTo(Command command)
    {
        scenario.CompletionSources.Add([.. ScenarioCatalogue.All.Select(one => one.Name)]);
        protocol.CompletionSources.Add([.. ProtocolCatalogue.All.Select(one => one.Name)]);
        drivers.CompletionSources.Add([.. DriverCatalogue.All.Select(one => one.Name)]);
        faults.CompletionSources.Add([.. FaultCatalogue.All.Select(one => one.Name)]);
        command.Add(scenario);
        command.Add(protocol);
        command.Add(drivers);
        command.Add(faults);
        command.Add(changes);
        command.Add(seed);
    }

    /// <summary>The run that the scenario is meant for, with what was typed in its place or on top.</summary>
    public RunRequest Request(ParseResult parsed)
    {
        var meant = RunRequest.Of(string.Join('+', Typed.Names(parsed.GetValue(scenario)!, ScenarioCatalogue.All.Select(one => one.Name))));
        var kernel = parsed.GetValue(protocol) is { } name ? Typed.Name(name, ProtocolCatalogue.All.Select(one => one.Name)) : null;
        var otherProtocol = kernel is not null && kernel != meant.Protocol;
        return meant with
        {
            Protocol = kernel ?? meant.Protocol,
            Drivers = Names(parsed, drivers, DriverCatalogue.All.Select(one => one.Name)) is { Count: > 0 } given ? given : meant.Drivers,
            Faults = [.. meant.Faults, .. Names(parsed, faults, FaultCatalogue.All.Select(one => one.Name))],

            // What was to be changed in one kernel says nothing of another.
            Changes = [.. otherProtocol ? [] : meant.Changes, .. (parsed.GetValue(changes) ?? []).Select(RunRequest.ParseChange)],
            Seed = parsed.GetValue(seed) ?? 1,
        };
    }

    private static List<string> Names(ParseResult parsed, Option<string[]> option, IEnumerable<string> known) =>
        [.. (parsed.GetValue(option) ?? []).SelectMany(typed => Typed.Names(typed, known))];
}
