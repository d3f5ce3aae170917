namespace Tracer.Engine;

/// <summary>The entry is set although a range over it is open: it may outlive the page.</summary>
internal static class InstallInsideBracket
{
    internal static PlantedFault Fault { get; } = new("install-inside-bracket",
        "KVM sets an entry without looking at its count and sequence", "D02", "reclaim", ["kvm"]);
}
