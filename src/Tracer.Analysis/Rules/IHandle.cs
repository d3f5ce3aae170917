using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules;

/// <summary>
/// A rule that looks at every <typeparamref name="T"/>: an event's view, before the state takes the event, or an occurrence
/// that replay makes out of several events.
/// </summary>
public interface IHandle<T> where T : struct, allows ref struct
{
    void On(in T occurrence, MachineState state, Verdicts verdicts);
}
