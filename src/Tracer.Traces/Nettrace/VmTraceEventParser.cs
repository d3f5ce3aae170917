using Microsoft.Diagnostics.Tracing;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Nettrace;

/// <summary>TraceEvent's parser of the provider <c>Tracer-Vm</c>: one template per kind, and one for packed blocks.</summary>
internal sealed class VmTraceEventParser : TraceEventParser
{
    public static readonly Guid ProviderGuid = Microsoft.Diagnostics.Tracing.Session.TraceEventProviders.GetEventSourceGuidFromName(EventPayload.ProviderName);

    public VmTraceEventParser(TraceEventSource source, EventBatch batch)
        : base(source)
    {
        foreach (var template in Templates(batch)) this.source.RegisterEventTemplate(template);
    }

    protected override string GetProviderName() => EventPayload.ProviderName;

    protected override void EnumerateTemplates(Func<string, string, EventFilterResponse>? eventsToObserve, Action<TraceEvent> callback)
    {
        foreach (var template in Templates(null))
            if (eventsToObserve is null || eventsToObserve(template.ProviderName, template.EventName) == EventFilterResponse.AcceptEvent) callback(template);
    }

    private static IEnumerable<VmTraceEvent> Templates(EventBatch? batch) =>
        EventShape.All.Select(shape => new VmTraceEvent((int)shape.Kind, shape.Name, batch))
            .Append(new VmTraceEvent(PackedBlock.Id, PackedBlock.Name, batch));
}
