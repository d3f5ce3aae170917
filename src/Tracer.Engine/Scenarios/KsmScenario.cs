using Tracer.Engine.Operations;

namespace Tracer.Engine.Scenarios;

/// <summary>ksmd lets one page stand for two of the program, which writes to them again.</summary>
internal static class KsmScenario
{
    private const int Scans = 2;

    internal static Scenario Scenario { get; } = new("ksm",
        "ksmd merges two private pages into one while the program and the devices use them and write to them again",
        workload =>
        {
            var anonymous = workload.Anonymous;
            workload.Add("ksmd", task => KsmScan.Run(task, workload.Mm, anonymous, Scans));
            workload.Program(workload.Touch);
        });
}
