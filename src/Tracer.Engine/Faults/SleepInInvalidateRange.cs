namespace Tracer.Engine;

/// <summary>The core calls it under the page-table lock.</summary>
internal static class SleepInInvalidateRange
{
    internal static PlantedFault Fault { get; } = new("sleep-in-ir",
        "a driver's invalidate_range may sleep", "I03", "cow", ["intel-svm"]);
}
