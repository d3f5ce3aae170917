using Tracer.Engine.Operations;
using Tracer.Engine.Protocols.Choices;

namespace Tracer.Engine.Scenarios;

/// <summary>The program was killed for want of memory: its private memory is taken while it still runs.</summary>
internal static class OomReaperScenario
{
    private const int Attempts = 2;

    internal static Scenario Scenario { get; } = new("oom-reaper",
        "the OOM reaper takes the private memory of the program, which has not noticed yet and runs on, as do its devices",
        workload =>
        {
            _ = (workload.Anonymous, workload.File, workload.HugeAnonymous);
            workload.Add("oom_reaper", async task =>
            {
                for (var i = 0; i < Attempts; i++) await OomReap.Run(task, workload.Mm);
            });
            workload.Program(workload.Touch);
        })
    {
        Needs = new ScenarioNeed("oom-reaper=unnotified or oom-reaper=skips-notified", protocol => !protocol.Is(OomReaper.Absent)),
    };
}
