namespace Tracer.Engine;

/// <summary>The core calls it under the page-table lock.</summary>
internal static class SleepInChangePte
{
    internal static PlantedFault Fault { get; } = new("sleep-in-change-pte",
        "KVM's change_pte may sleep", "C03", "cow", ["kvm"]);
}
