namespace Tracer.Engine;

/// <summary>Between the end and the change a device may map the old page again.</summary>
internal static class EarlyRangeEnd
{
    internal static PlantedFault Fault { get; } = new("early-range-end",
        "the reverse-map paths end their bracket before they change anything", "N03", "reclaim", []);
}
