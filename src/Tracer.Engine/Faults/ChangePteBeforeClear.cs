namespace Tracer.Engine;

/// <summary>The device may have the new page while CPUs still write to the old one.</summary>
internal static class ChangePteBeforeClear
{
    internal static PlantedFault Fault { get; } = new("change-pte-before-clear",
        "copy-on-write calls change_pte before it clears the old entry", "C02", "cow", []);
}
