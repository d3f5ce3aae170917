namespace Tracer.Engine;

/// <summary>The core asks for the accessed bits under the page-table lock.</summary>
internal static class SleepInAgeing
{
    internal static PlantedFault Fault { get; } = new("sleep-in-ageing",
        "KVM's clear_flush_young may sleep", "D08", "reclaim", ["kvm"]);
}
