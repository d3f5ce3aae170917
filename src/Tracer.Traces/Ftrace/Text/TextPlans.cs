using System.Text;
using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>The plans of a trace by event name, made when a name first appears.</summary>
internal sealed class TextPlans(KernelGeneration generation, TraceNames names)
{
    private readonly ByteMap<TextPlan> byName = new();
    private readonly ProbeNames probes = new(generation);

    public TextPlan Of(ReadOnlySpan<byte> name, in EventHeader header)
    {
        if (byName.TryGet(name, out var plan)) return plan;
        plan = Make(Encoding.UTF8.GetString(SymbolName.Plain(name)), in header);
        byName.Add(name, plan);
        return plan;
    }

    private TextPlan Make(string name, in EventHeader header)
    {
        var meant = probes.Of(name);
        return new TextPlan(name, meant.Row, meant.WithField, names.Function(meant.Function, in header)) { UnknownName = meant.IsKnown ? null : name };
    }
}
