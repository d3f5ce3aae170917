namespace Tracer.Events.Sources;

/// <summary>The form a trace comes in.</summary>
public enum TraceSourceKind
{
    /// <summary>Events in memory, straight from a run.</summary>
    Engine,

    /// <summary>An EventPipe file with events of the provider <c>Tracer-Vm</c>.</summary>
    Nettrace,

    /// <summary>The text of tracefs <c>trace</c> or <c>trace_pipe</c>.</summary>
    FtraceText,

    /// <summary>The text that <c>trace-cmd report</c> prints.</summary>
    FtraceReport,

    /// <summary>trace-cmd's binary file.</summary>
    TraceDat,
}
