using System.CommandLine;
using Tracer.Engine;

namespace Tracer.Cli.Usage;

/// <summary>The argument and options that say which run of the engine is meant.</summary>
internal sealed class RunOptions
{
    private readonly Argument<string> scenario = new("SCENARIO") { Description = "what runs: a scenario of `list scenarios`, or several joined by +" };
    private readonly Option<string?> protocol = new("--protocol")
    {
        Description = "the kernel whose protocol is simulated, of `list protocols`; by default the scenario's own, else 4.14",
        HelpName = "P",
    };
    private readonly Option<string[]> drivers = new("--driver") { Description = "a secondary MMU to attach, of `list drivers`; may be given several times", HelpName = "D" };
    private readonly Option<string[]> faults = new("--fault") { Description = "a bug to plant, of `list faults`; may be given several times", HelpName = "F" };
    private readonly Option<string[]> changes = new("--set") { Description = "change one choice of the protocol; may be given several times", HelpName = "choice=value" };
    private readonly Option<ulong?> seed = Values.Number<ulong>("--seed", 0, "N", "the seed of the schedule (1 by default); the same arguments give the same run");

    public void AddTo(Command command)
    {
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
        var meant = RunRequest.Of(parsed.GetValue(scenario)!);
        var otherProtocol = parsed.GetValue(protocol) is { } name && name != meant.Protocol;
        return meant with
        {
            Protocol = parsed.GetValue(protocol) ?? meant.Protocol,
            Drivers = parsed.GetValue(drivers) is { Length: > 0 } given ? given : meant.Drivers,
            Faults = [.. meant.Faults, .. parsed.GetValue(faults) ?? []],

            // What was to be changed in one kernel says nothing of another.
            Changes = [.. otherProtocol ? [] : meant.Changes, .. (parsed.GetValue(changes) ?? []).Select(RunRequest.ParseChange)],
            Seed = parsed.GetValue(seed) ?? 1,
        };
    }
}
