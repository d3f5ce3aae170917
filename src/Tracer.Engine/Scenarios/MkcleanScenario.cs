namespace Tracer.Engine;

/// <summary>The flusher write-protects pages of files before it writes them back.</summary>
internal static class MkcleanScenario
{
    private const int Passes = 2;

    internal static Scenario Scenario { get; } = new("mkclean",
        "the flusher cleans a page and a huge page of shared files while the program and the devices write to them",
        workload =>
        {
            var (file, huge) = (workload.File, workload.HugeFile);
            workload.Add("flusher", async task =>
            {
                await PageMkclean.WriteBack(task, file.Mapping, Passes);
                await PageMkclean.WriteBack(task, huge.Mapping, workload.UsesHuge ? Passes : 0);
            });
            workload.Program(workload.Touch);
        });
}
