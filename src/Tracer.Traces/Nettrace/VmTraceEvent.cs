using Microsoft.Diagnostics.Tracing;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Nettrace;

/// <summary>TraceEvent's template of one kind: hands the payload on as it lies in TraceEvent's buffer.</summary>
internal sealed unsafe class VmTraceEvent : TraceEvent
{
    private readonly EventKind kind;
    private readonly EventBatch? batch;

    /// <param name="id">The EventSource's id of the event: the kind's value, or <see cref="PackedBlock.Id"/>.</param>
    /// <param name="name">The event's name.</param>
    /// <param name="batch">Where its events go.</param>
    public VmTraceEvent(int id, string name, EventBatch? batch)
        : base(id, 0, name, Guid.Empty, 0, string.Empty, VmTraceEventParser.ProviderGuid, EventPayload.ProviderName)
    {
        this.batch = batch;
        kind = (EventKind)id;
    }

    public override string[] PayloadNames => [];

    // A template whose target is null is silently never dispatched.
    protected override Delegate? Target
    {
        get => batch is null ? null : Dispatch;
        set => throw new NotSupportedException("the target is given when the template is made");
    }

    public override object? PayloadValue(int index) => null;

    protected override void Dispatch()
    {
        var payload = new ReadOnlySpan<byte>((void*)DataStart, EventDataLength);
        if ((int)kind == PackedBlock.Id)
        {
            batch!.Deliver(PackedBlock.Events(payload));
            return;
        }

        EventPayload.Decode(kind, payload, out batch!.Next());
        batch.Added();
    }
}
