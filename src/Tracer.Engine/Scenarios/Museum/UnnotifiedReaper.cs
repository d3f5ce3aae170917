namespace Tracer.Engine;

/// <summary>The OOM reaper as it was from 4.6 on, until 4d4bbd8526a8 had it leave watched address spaces alone.</summary>
internal static class UnnotifiedReaper
{
    internal static Exhibit Exhibit { get; } = new("B06",
        "the OOM reaper takes the memory of a killed process and tells no driver, whose device goes on with pages that are free",
        ["N01", "T03"], ["S01", "S02"])
    {
        Paths = [OomReaperScenario.Scenario],
        Shown = new() { Protocol = "4.10", Drivers = ["kvm"] },
        Twin = new() { Protocol = "4.10", Drivers = ["kvm"], Changes = ["oom-reaper=skips-notified"] },
    };
}
