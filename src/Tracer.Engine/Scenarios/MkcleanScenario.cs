using Tracer.Engine.Operations;

namespace Tracer.Engine.Scenarios;

/// <summary>The flusher write-protects pages of files before it writes them back.</summary>
internal static class MkcleanScenario
{
    internal static Scenario Scenario { get; } = new("mkclean",
        "the flusher cleans a page and a huge page of shared files while the program and the devices write to them",
        workload => workload.AddFlusher(workload.File, workload.HugeFile, PageMkclean.WriteBack));
}
