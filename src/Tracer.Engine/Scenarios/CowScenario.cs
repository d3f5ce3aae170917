using Tracer.Engine.Operations;

namespace Tracer.Engine.Scenarios;

/// <summary>After fork, parent and child write to pages they share, each getting its own copy.</summary>
internal static class CowScenario
{
    private const int ChildAccesses = 2;

    internal static Scenario Scenario { get; } = new("cow",
        "the program forks, and it and its child write to shared pages while the devices use the parent's",
        workload =>
        {
            var (anonymous, huge) = (workload.Anonymous, workload.HugeAnonymous);
            var child = workload.Child;
            workload.Program(workload.ForkChild);
            workload.Program(workload.Touch);
            workload.AddChild(async task =>
            {
                for (var i = 0; i < ChildAccesses; i++)
                {
                    var isHuge = workload.UsesHuge && task.ChooseNumber(2) == 1;
                    var address = isHuge ? huge.Range.Start : anonymous.Range.Start + (ulong)task.ChooseNumber(2) * PageSize.Small;
                    await CpuAccess.Run(task, child, address, write: task.ChooseNumber(2) == 1);
                }

                await Munmap.Run(task, child, anonymous.Range);
            });
        });
}
