using Tracer.Engine.Drivers;
using Tracer.Engine.Operations;

namespace Tracer.Engine.Scenarios;

/// <summary>kswapd takes the one page whose frame the hardware knows by another way than an entry of a secondary MMU.</summary>
internal static class ApicPageScenario
{
    private const int Attempts = 3;

    internal static Scenario Scenario { get; } = new("apic-page",
        "kswapd unmaps the page of a guest's interrupt controller while the guest uses it",
        workload =>
        {
            _ = workload.ApicPage;
            workload.Add("kswapd", task => ShrinkPageList.Run(task, Attempts));
            workload.Program(workload.Touch);
        })
    {
        OnlyWith = Kvm.Driver.Name,
    };
}
