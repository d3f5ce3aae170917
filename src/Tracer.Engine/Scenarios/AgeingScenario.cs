using Tracer.Engine.Operations;

namespace Tracer.Engine.Scenarios;

/// <summary>kswapd asks pages whether they were used, and takes nothing.</summary>
internal static class AgeingScenario
{
    private const int Pages = 4;

    internal static Scenario Scenario { get; } = new("ageing",
        "kswapd asks private pages, a file's page and a huge page whether they were used, while the program and the devices use them",
        workload =>
        {
            _ = (workload.Anonymous, workload.File, workload.HugeAnonymous);
            workload.Add("kswapd", task => PageAgeing.Run(task, Pages));
            workload.Program(workload.Touch);
        });
}
