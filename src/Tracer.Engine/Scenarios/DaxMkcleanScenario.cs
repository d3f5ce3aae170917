using Tracer.Engine.Operations;

namespace Tracer.Engine.Scenarios;

/// <summary>The flusher write-protects the memory of DAX files before it flushes it.</summary>
internal static class DaxMkcleanScenario
{
    internal static Scenario Scenario { get; } = new("dax-mkclean",
        "the flusher cleans a small and a huge entry of DAX files while the program and the devices write to their memory",
        workload => workload.AddFlusher(workload.DaxFile, workload.HugeDaxFile, DaxMkclean.WriteBack));
}
