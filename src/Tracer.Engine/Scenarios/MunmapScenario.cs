using Tracer.Engine.Operations;

namespace Tracer.Engine.Scenarios;

/// <summary>A second thread unmaps the program's memory, two regions at once.</summary>
internal static class MunmapScenario
{
    internal static Scenario Scenario { get; } = new("munmap",
        "a thread unmaps two neighbouring regions while the program and the devices use them",
        workload =>
        {
            var (anonymous, file) = (workload.Anonymous, workload.File);
            var range = new AddressRange(anonymous.Range.Start, file.Range.End);
            workload.Add("unmapper", async task =>
            {
                await Munmap.Run(task, workload.Mm, range);
                if (workload.UsesHuge) await Munmap.Run(task, workload.Mm, workload.HugeAnonymous.Range);
            }).Mm = workload.Mm;
            _ = workload.HugeAnonymous;
            workload.Program(workload.Touch);
        });
}
