using Tracer.Engine.Memory;
using Tracer.Engine.Operations;
using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Scenarios;

/// <summary>What the kernel's own example of two copied pages warns of: a device sees a later write before an earlier one.</summary>
internal static class CopySetEarly
{
    private const int Rounds = 3;

    private static Scenario TwoAddresses => new("two-addresses",
        "after fork two threads write to two pages in turn, which the device reads",
        workload =>
        {
            _ = workload.Anonymous;
            _ = workload.Child;
            workload.Add("second thread", task => WriteInTurn(task, workload)).Mm = workload.Mm;
            workload.Program(workload.ForkChild);
            workload.Program(task => WriteInTurn(task, workload));
        });

    internal static Exhibit Exhibit { get; } = new("S-H",
        "a copied page is set in the page table before a device that shares it hears of the old one",
        ["I02"], ["S02"])
    {
        Paths = [TwoAddresses],
        Shown = new() { Drivers = ["amd-iommu-v2"], Faults = ["ir-after-set"] },
        Twin = new() { Drivers = ["amd-iommu-v2"] },
    };

    private static async Step WriteInTurn(KernelTask task, Workload workload)
    {
        var first = workload.Anonymous.Range.Start;
        for (var i = 0; i < Rounds; i++)
        {
            await CpuAccess.Run(task, workload.Mm, first + PageSize.Small, write: true);
            await CpuAccess.Run(task, workload.Mm, first, write: true);
        }
    }
}
