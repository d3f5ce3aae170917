using System.CommandLine;
using Tracer.Engine;

namespace Tracer.Cli.Usage;

/// <summary>The argument and options that say which run of the engine is meant.</summary>
internal sealed class RunOptions
{
    private readonly Argument<string> scenario = new("SCENARIO") { Description = "what runs: a scenario of `list scenarios`, or several joined by +" };
    private readonly Option<string> protocol = new("--protocol") { Description = "the kernel whose protocol is simulated, of `list protocols`", DefaultValueFactory = _ => "4.14", HelpName = "P" };
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

    public RunRequest Request(ParseResult parsed) => new()
    {
        Scenario = parsed.GetValue(scenario)!,
        Protocol = parsed.GetValue(protocol)!,
        Drivers = parsed.GetValue(drivers) ?? [],
        Faults = parsed.GetValue(faults) ?? [],
        Changes = [.. (parsed.GetValue(changes) ?? []).Select(RunRequest.ParseChange)],
        Seed = parsed.GetValue(seed) ?? 1,
    };
}
