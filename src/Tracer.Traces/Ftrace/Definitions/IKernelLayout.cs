namespace Tracer.Traces.Ftrace.Definitions;

/// <summary>Where a kernel has the parameters of its functions and the members of its structures.</summary>
public interface IKernelLayout
{
    /// <summary>Which argument the parameter is, from 1 on; null if that is not known, or the function has no such parameter.</summary>
    int? PlaceOf(ProbeDefinition definition, string parameter);

    /// <summary>Bytes from the structure's beginning; null if that is not known.</summary>
    int? OffsetOf(string structure, string member);
}
