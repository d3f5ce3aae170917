using Tracer.Engine.Operations;

namespace Tracer.Engine.Scenarios;

/// <summary>Two threads drop the program's memory at once; it comes back new wherever somebody uses it.</summary>
internal static class MadviseDontneedScenario
{
    internal static Scenario Scenario { get; } = new("madvise-dontneed",
        "two threads drop private memory, a file's mapping and a huge page at once, and the program and the devices use them again",
        workload =>
        {
            var (anonymous, file, huge) = (workload.Anonymous, workload.File, workload.HugeAnonymous);
            foreach (var name in (ReadOnlySpan<string>)["zapper 1", "zapper 2"])
            {
                workload.Add(name, async task =>
                {
                    await MadviseDontneed.Run(task, workload.Mm, anonymous);
                    await MadviseDontneed.Run(task, workload.Mm, task.ChooseNumber(2) == 1 && workload.UsesHuge ? huge : file);
                }).Mm = workload.Mm;
            }

            workload.Program(workload.Touch);
        });
}
