using System.Text.Json;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Charts.Drawing;

namespace Tracer.Pages.Timelines;

/// <summary>
/// What the page's script draws: events and spans as columns, numbers as differences to the one before, texts once. Places count events from 0;
/// times are nanoseconds of the trace's clock; pages are addresses over 4,096.
/// </summary>
public sealed class Timeline
{
    private readonly TraceReport report;
    private readonly IReadOnlyList<KeptEvent> events;
    private readonly IReadOnlyList<PlacedSpan> spans;
    private readonly Density density;
    private readonly Lanes lanes;
    private readonly TaskId[] tasks;
    private readonly Dictionary<TaskId, int> indexOfTask;
    private readonly EventWords words;
    private readonly EventPlace place;
    private readonly Ranking ranking;
    private readonly Texts texts = new();

    internal Timeline(TraceReport report, IReadOnlyList<KeptEvent> events, IReadOnlyList<PlacedSpan> spans, Density density, long count, bool isWhole)
    {
        (this.report, this.events, this.spans, this.density) = (report, events, spans, density);
        (Count, IsWhole) = (count, isWhole);
        words = new EventWords(report.Names);
        place = EventPlace.In(report);
        ranking = Ranking.Of(report);
        tasks = [.. events.Select(kept => kept.Event.Header.Task).Concat(spans.Select(span => span.Span.Header.Task)).Distinct()];
        indexOfTask = tasks.Index().ToDictionary(of => of.Item, of => of.Index);
        lanes = new Lanes(ranking.All.SelectMany(finding => finding.Witnesses).Select(witness => witness.Event.Header.Task).Distinct(), density);
    }

    /// <summary>Events of the trace, names and decisions left out.</summary>
    public long Count { get; }

    /// <summary>Events that are told in full.</summary>
    public int Told => events.Count;

    /// <summary>All of them are.</summary>
    public bool IsWhole { get; }

    public void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("unit", place.Unit ?? "event");
        json.WriteNumber("count", Count);
        json.WriteBoolean("whole", IsWhole);
        WriteLegend(json);
        WriteLanes(json);
        WriteEvents(json);
        WriteSpans(json);
        WriteFindings(json);
        if (!IsWhole) WriteDensity(json);
        json.WriteStartArray("texts");
        foreach (var text in texts.All) json.WriteStringValue(text);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLegend(Utf8JsonWriter json)
    {
        json.WriteStartArray("groups");
        foreach (var group in Enum.GetValues<EventGroup>())
        {
            json.WriteStartObject();
            json.WriteString("name", GroupWords.Of(group));
            json.WriteString("colour", GroupWords.Colour(group));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("kinds");
        foreach (var kind in Enum.GetValues<SpanKind>())
        {
            var look = Palette.Of(kind);
            json.WriteStartObject();
            json.WriteString("name", Palette.Name(kind));
            json.WriteString("fill", look.Fill);
            json.WriteString("edge", look.Edge);
            json.WriteString("text", look.Text);
            json.WriteNumber("group", (int)GroupWords.Of(kind));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("violation", Palette.Violation);
        json.WriteStartArray("ends");
        foreach (var end in Enum.GetValues<SpanEnd>()) json.WriteStringValue(Palette.Name(end));
        json.WriteEndArray();
    }

    private void WriteLanes(Utf8JsonWriter json)
    {
        json.WriteStartArray("lanes");
        foreach (var task in lanes.Tasks) json.WriteStringValue(Printable.Of(report.Names.Of(task)));
        if (lanes.HasOthers) json.WriteStringValue("all other tasks");
        json.WriteEndArray();
        json.WriteStartArray("tasks");
        foreach (var task in tasks) json.WriteStringValue(Printable.Of(report.Names.Of(task)));
        json.WriteEndArray();
        json.WriteStartArray("lane_of_task");
        foreach (var task in tasks) json.WriteNumberValue(lanes.Of(task));
        json.WriteEndArray();
    }

    private void WriteEvents(Utf8JsonWriter json)
    {
        json.WriteStartObject("events");
        Differences(json, "at", kept => kept.At);
        Differences(json, "sequence", kept => kept.Event.Header.Sequence);
        Differences(json, "number", kept => place.Number(kept.Event.Header.Sequence));
        Differences(json, "ns", kept => kept.Event.Header.TimestampNs);
        Column(json, "task", kept => indexOfTask[kept.Event.Header.Task]);
        Column(json, "cpu", kept => kept.Event.Header.Cpu);
        Column(json, "group", kept => (int)EventGroups.Of(kept.Event.Header.Kind));
        Column(json, "text", kept => texts.IndexOf(words.InFull(kept.Event)));
        Column(json, "mm", kept => EventShape.MmOf(kept.Event).Value);
        Column(json, "page", kept => PagesOf(kept.Event).First);
        Column(json, "pages", kept => PagesOf(kept.Event).Count);
        Column(json, "pfn", kept => PfnOf(kept.Event));
        json.WriteEndObject();
    }

    private void WriteSpans(Utf8JsonWriter json)
    {
        json.WriteStartObject("spans");
        Column(json, "kind", spans, span => (int)span.Span.Kind);
        Column(json, "task", spans, span => indexOfTask[span.Span.Header.Task]);
        Differences(json, "from", spans, span => span.From);
        Column(json, "length", spans, span => span.To - span.From);
        Column(json, "how", spans, span => (int)span.Span.How);
        Column(json, "text", spans, span => texts.IndexOf(words.Noun(span.Span.Begin.Header.Kind != EventKind.None ? span.Span.Begin : span.Span.End)));
        json.WriteEndObject();
    }

    private void WriteFindings(Utf8JsonWriter json)
    {
        var at = events.ToDictionary(kept => kept.Event.Header.Sequence, kept => kept.At);
        json.WriteStartArray("findings");
        foreach (var finding in ranking.All.Where(finding => at.ContainsKey(finding.Sequence)))
        {
            var letters = new Letters(finding);
            json.WriteStartObject();
            json.WriteNumber("number", ranking.NumberOf(finding)!.Value);
            json.WriteString("rule", finding.Rule.Id);
            json.WriteString("name", finding.Rule.Name);
            json.WriteString("severity", Kebab.Of(finding.Rule.Severity));
            json.WriteNumber("at", at[finding.Sequence]);
            json.WriteNumber("page", finding.Address.IsKnown ? PageNumber(finding.Address) : -1);
            json.WriteNumber("mm", finding.Mm.Value);
            json.WriteStartArray("witnesses");
            foreach (var (i, witness) in letters.Witnesses.Index())
            {
                if (!at.TryGetValue(witness.Event.Header.Sequence, out var stands)) continue;
                json.WriteStartArray();
                json.WriteStringValue(Letters.At(i));
                json.WriteNumberValue(stands);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteDensity(Utf8JsonWriter json)
    {
        json.WriteStartObject("density");
        json.WriteNumber("width", density.Width);
        json.WriteStartArray("ns");
        foreach (var ns in density.Times) json.WriteNumberValue(ns);
        json.WriteEndArray();
        json.WriteStartArray("counts");
        foreach (var task in lanes.Tasks) Numbers(json, density.Counts.TryGetValue(task, out var counts) ? counts : new int[density.Others.Length]);
        if (lanes.HasOthers) Numbers(json, [.. density.Others.Select((count, bin) => count + lanes.Others.Sum(task => density.Counts[task][bin]))]);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static (long First, long Count) PagesOf(VmEvent e)
    {
        if (EventExtent.Of(in e) is not { } extent) return (-1, 0);
        var first = PageNumber(extent.Start);
        return (first, extent.End.IsKnown ? PageNumber(new VirtualAddress(extent.End.Value - 1)) - first + 1 : long.MaxValue / (long)PageSize.Small);
    }

    private static long PageNumber(VirtualAddress address) => (long)(address.Value / PageSize.Small);

    // The frame that an event names, or that an entry holds before it or after.
    private static long PfnOf(VmEvent e)
    {
        if (e.Header.Kind == EventKind.PteChanged)
        {
            var (old, now) = (e.As<PteChanged>().Old, e.As<PteChanged>().New);
            return old.IsPresent ? old.Pfn.Value : now.IsPresent ? now.Pfn.Value : -1;
        }

        return EventShape.Find(e.Header.Kind)?.Fields.FirstOrDefault(field => field.Type == typeof(Pfn)) is { } field ? unchecked((long)field.Read(in e)) : -1;
    }

    private void Column(Utf8JsonWriter json, string name, Func<KeptEvent, long> value) => Column(json, name, events, value);

    private void Differences(Utf8JsonWriter json, string name, Func<KeptEvent, long> value) => Differences(json, name, events, value);

    private static void Column<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> rows, Func<T, long> value)
    {
        json.WriteStartArray(name);
        foreach (var row in rows) json.WriteNumberValue(value(row));
        json.WriteEndArray();
    }

    // Small numbers, many of them alike, are what compresses.
    private static void Differences<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> rows, Func<T, long> value)
    {
        var last = 0L;
        Column(json, name, rows, row =>
        {
            var (now, before) = (value(row), last);
            last = now;
            return now - before;
        });
    }

    private static void Numbers(Utf8JsonWriter json, int[] values)
    {
        json.WriteStartArray();
        foreach (var value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
