using Tracer.Engine.Operations;
using Tracer.Engine.Protocols.Choices;

namespace Tracer.Engine.Scenarios;

/// <summary>A thread marks memory as free to drop while reclaim takes it and the program writes it again.</summary>
internal static class MadviseFreeScenario
{
    private const int Attempts = 3;

    internal static Scenario Scenario { get; } = new("madvise-free",
        "a thread marks private memory as free to drop, kswapd takes it, and the program and the devices write it again",
        workload =>
        {
            var anonymous = workload.Anonymous;
            workload.Add("freer", async task =>
            {
                await MadviseFree.Run(task, workload.Mm, anonymous);
                await MadviseFree.Run(task, workload.Mm, anonymous);
            }).Mm = workload.Mm;
            workload.Add("kswapd", task => ShrinkPageList.Run(task, Attempts));
            workload.Program(workload.Touch);
        })
    {
        Needs = new ScenarioNeed("lazy-free=present", protocol => protocol.Is(LazyFree.Present)),
    };
}
