using Tracer.Engine.Operations;

namespace Tracer.Engine.Scenarios;

/// <summary>kswapd takes pages while the program marks some as free to drop, uses them again, and the devices do.</summary>
internal static class ReclaimScenario
{
    private const int Attempts = 4;

    internal static Scenario Scenario { get; } = new("reclaim",
        "kswapd unmaps private pages, MADV_FREE pages, file pages and a huge page that the program and the devices go on using",
        workload =>
        {
            var anonymous = workload.Anonymous;
            _ = (workload.File, workload.HugeAnonymous);
            workload.Add("kswapd", task => ShrinkPageList.Run(task, Attempts));
            workload.Prepare(async task =>
            {
                if (task.ChooseNumber(2) == 1) await MadviseFree.Run(task, workload.Mm, anonymous);
            });
            workload.Program(workload.Touch);
            workload.Program(async task =>
            {
                if (task.ChooseNumber(4) == 0) await MadviseFree.Run(task, workload.Mm, anonymous);
            });
        });
}
