using System.Text;

namespace Tracer.Traces.Ftrace.Probes;

/// <summary>What the probes of a trace tell of its kernel: the releases that have all of them, and no more than that.</summary>
/// <param name="Kernels">Null if no release has them all.</param>
/// <param name="Why">Which probes tell.</param>
internal sealed record ProbeEvidence(KernelVersionRange? Kernels, string Why)
{
    private static readonly (string Text, KernelVersionRange Kernels, string Why)[] Probes =
    [
        (" only_end=", Between(4, 15, 6, 5), "range_end has the field only_end"),
        (": invalidate_range: ", Between(3, 19, 6, 5), "the probe invalidate_range is there"),
        (": arch_invalidate_secondary_tlbs: ", From(6, 6), "the probe arch_invalidate_secondary_tlbs is there"),
        (": set_ptes__", From(6, 6), "entries are set by set_ptes"),
    ];

    /// <summary>Null if no probe tells kernels apart.</summary>
    public static ProbeEvidence? In(ReadOnlySpan<byte> beginning)
    {
        ProbeEvidence? all = null;
        foreach (var (text, kernels, why) in Probes)
            if (beginning.IndexOf(Encoding.ASCII.GetBytes(text)) >= 0) all = all?.And(kernels, why) ?? new(kernels, why);
        return all;
    }

    /// <summary>What speaks against a release or range of them; null if nothing does.</summary>
    public string? Against(string version) => this switch
    {
        { Kernels: null } => Why,
        { Kernels: { } shown } when KernelVersionRange.TryParse(version, out var kernels) && !kernels.Overlaps(shown) => $"its probes are of Linux {shown}: {Why}",
        _ => null,
    };

    // What tells nothing more than is known is not told.
    private ProbeEvidence And(KernelVersionRange kernels, string why) => Kernels switch
    {
        { } known when !known.Overlaps(kernels) => new(null, $"{Why}, and {why}"),
        { } known when known.Intersect(kernels) is var both && both != known => new(both, $"{Why}, and {why}"),
        _ => this,
    };

    private static KernelVersionRange Between(int major, int minor, int lastMajor, int lastMinor) => new(new(major, minor), new(lastMajor, lastMinor));

    private static KernelVersionRange From(int major, int minor) => new(new(major, minor), KernelVersion.Last);
}
