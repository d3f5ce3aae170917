using Tracer.Engine.Operations;

namespace Tracer.Engine.Scenarios;

/// <summary>The program ends and takes its memory with it.</summary>
internal static class ExitScenario
{
    internal static Scenario Scenario { get; } = new("exit",
        "the program exits while the devices use its memory",
        workload =>
        {
            _ = (workload.Anonymous, workload.File, workload.HugeAnonymous);
            workload.Program(workload.Touch);
            workload.AtEnd(task => ExitMmap.Run(task, workload.Mm));
        });
}
