using Tracer.Engine.Operations;

namespace Tracer.Engine.Scenarios;

/// <summary>Another process truncates the files that the program maps.</summary>
internal static class TruncateScenario
{
    internal static Scenario Scenario { get; } = new("truncate",
        "somebody truncates shared files while the program and the devices use them",
        workload =>
        {
            var (file, huge) = (workload.File, workload.HugeFile);
            workload.Add("truncater", async task =>
            {
                await Truncate.Run(task, file.Mapping);
                if (workload.UsesHuge) await Truncate.Run(task, huge.Mapping);
            });
            workload.Program(workload.Touch);
        });
}
