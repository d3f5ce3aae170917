namespace Tracer.Engine;

/// <summary>The flusher write-protects the memory of DAX files before it flushes it.</summary>
internal static class DaxMkcleanScenario
{
    private const int Passes = 2;

    internal static Scenario Scenario { get; } = new("dax-mkclean",
        "the flusher cleans a small and a huge entry of DAX files while the program and the devices write to their memory",
        workload =>
        {
            var (file, huge) = (workload.DaxFile, workload.HugeDaxFile);
            workload.Add("flusher", async task =>
            {
                await DaxMkclean.WriteBack(task, file.Mapping, Passes);
                await DaxMkclean.WriteBack(task, huge.Mapping, workload.UsesHuge ? Passes : 0);
            });
            workload.Program(workload.Touch);
        });
}
