namespace Tracer.Traces.Ftrace.Definitions;

/// <summary>The layout of an x86-64 kernel of mainline, as far as it is known.</summary>
public sealed class MainlineLayout(KernelVersion kernel) : IKernelLayout
{
    /// <summary>The kernels of a range whose layouts are alike, oldest first; those whose layout is not known are left out.</summary>
    public static IEnumerable<KernelVersionRange> Alike(KernelVersionRange wanted)
    {
        var changes = KernelStructures.Changes;
        for (var i = 0; i < changes.Count; i++)
        {
            var last = i + 1 < changes.Count ? Before(changes[i + 1]) : DefinedKernels.Last;
            var alike = new KernelVersionRange(changes[i], last);
            if (alike.Overlaps(wanted)) yield return alike.Intersect(wanted);
        }
    }

    public int? PlaceOf(ProbeDefinition definition, string parameter)
    {
        if (!(definition.Places ?? definition.Kernels).Contains(kernel)) return null;
        for (var i = 0; i < definition.Parameters.Count; i++)
            if (definition.Parameters[i] == parameter) return i + 1;
        return null;
    }

    public int? OffsetOf(string structure, string member) => KernelStructures.OffsetOf(structure, member, kernel);

    // Versions have no last minor number: one below the first of a series is beyond all of the series before.
    private static KernelVersion Before(KernelVersion version) => version.Minor > 0 ? new(version.Major, version.Minor - 1) : new(version.Major - 1, 999);
}
