namespace Tracer.Engine;

/// <summary>What a task that collects pages to free may do until it is done.</summary>
internal enum Gather
{
    /// <summary>The gather is per CPU, so preemption is off from its beginning to its end (to 2.6.39).</summary>
    PreemptOff,

    /// <summary>The gather is on the stack.</summary>
    Preemptible,
}
