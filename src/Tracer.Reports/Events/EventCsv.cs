using CsvHelper;
using Tracer.Analysis.Explaining;
using Tracer.Reports.Csv;

namespace Tracer.Reports.Events;

/// <summary>The events of a trace as CSV, as they come: a heading, then a line an event.</summary>
/// <param name="output">Where to.</param>
/// <param name="names">The names of the trace, as far as it is read.</param>
/// <param name="place">How the trace is counted.</param>
public sealed class EventCsv(TextWriter output, Names names, EventPlace place) : IEventSink, IDisposable
{
    private readonly CsvWriter csv = Open(output);
    private readonly EventRows rows = new(names, place);

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        foreach (ref readonly var e in events)
        {
            if (EventRows.Have(e.Header.Kind)) csv.WriteRecord(rows.Of(in e));
        }
    }

    public void Dispose() => csv.Dispose();

    private static CsvWriter Open(TextWriter output)
    {
        var csv = CsvFile.Open(output);
        csv.WriteHeader<EventRow>();
        return csv;
    }
}
