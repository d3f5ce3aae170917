using Tracer.Events;

namespace Tracer.Traces.Ftrace;

/// <summary>How lines of one event name are read: what they mean, and the order of their fields as the last such line had it.</summary>
internal sealed class TextPlan(ProbeRow? row, ProbeRow? withField, FunctionId function)
{
    /// <summary>Null: nothing is mapped to this event.</summary>
    public ProbeRow? Row { get; } = row;

    /// <summary>Lines that carry <see cref="ProbeRow.With"/> mean this instead.</summary>
    public ProbeRow? WithField { get; } = withField;

    /// <summary>The function in the event's name, where the row says that it holds one.</summary>
    public FunctionId Function { get; } = function;

    public List<(byte[] Key, Field Field)> Layout { get; } = [];
}
