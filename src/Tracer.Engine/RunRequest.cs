using Tracer.Engine.Protocols;
using Tracer.Engine.Scenarios;

namespace Tracer.Engine;

/// <summary>Everything that decides a run, but for a schedule other than the seed's.</summary>
public sealed record RunRequest
{
    /// <summary>One scenario, or several joined by '+', which then share the address space.</summary>
    public required string Scenario { get; init; }

    public string Protocol { get; init; } = "4.14";

    public IReadOnlyList<string> Drivers { get; init; } = [];

    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Choices on top of the protocol, as choice and value, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Changes { get; init; } = [];

    public ulong Seed { get; init; }

    /// <summary>How the schedule was made; only a name for the trace.</summary>
    public string Strategy { get; init; } = "random";

    /// <summary>The run that a scenario is meant for; several joined by '+' are meant for no machine in particular.</summary>
    /// <exception cref="ArgumentException">There is no such scenario.</exception>
    public static RunRequest Of(string scenarios)
    {
        var setting = ScenarioCatalogue.Parse(scenarios) is [var only] ? only.Setting : new Setting();
        return new RunRequest
        {
            Scenario = scenarios,
            Protocol = setting.Protocol,
            Drivers = setting.Drivers,
            Faults = setting.Faults,
            Changes = [.. setting.Changes.Select(ParseChange)],
        };
    }

    /// <summary>The request that a trace was recorded from.</summary>
    public static RunRequest FromTrace(RunStarted started, Names names) => new()
    {
        Scenario = string.Join('+', names.All(NameSpace.Scenario)),
        Protocol = names.Find(NameSpace.Protocol, 1) ?? "",
        Drivers = names.All(NameSpace.RunDriver),
        Faults = names.All(NameSpace.Fault),
        Changes = [.. names.All(NameSpace.ChangedChoice).Select(ParseChange)],
        Seed = started.Seed,
        Strategy = names.Find(NameSpace.Strategy, 1) ?? "",
    };

    /// <summary>Reads <c>choice=value</c>.</summary>
    public static KeyValuePair<string, string> ParseChange(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? KeyValuePair.Create(text[..equals], text[(equals + 1)..])
            : throw new ArgumentException($"'{text}' is no change of a choice; it reads choice=value");
    }
}
