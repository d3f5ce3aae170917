namespace Tracer.Events.Sources;

/// <summary>How it is known which protocol or kernel a trace comes from.</summary>
public enum KnownFrom
{
    None,

    /// <summary>The trace says so itself.</summary>
    Header,

    /// <summary>The user says so.</summary>
    Option,

    /// <summary>The probes that the trace shows exist in these kernels only.</summary>
    Probes,
}
