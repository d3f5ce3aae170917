using System.Globalization;
using System.Text.Json;
using Tracer.Testing;
using Tracer.Tests.Reports;
using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Cli;

/// <summary>A trace for other tools: nothing of an event is lost on the way, and what they open keeps the rules of its format.</summary>
public sealed class ExportTests : IDisposable
{
    private const string Reverted = "traces/engine/reclaim-aac2fea9-kvm.nettrace";
    private const string Planted = "traces/kernel/planted/bug24-cow-fork-kvm.trace.txt.gz";
    private const string Stock = "traces/kernel/linux-6.1/munmap-kvm.trace.txt.gz";
    private static readonly EventKindSet PageTables =
        EventKindSet.Of(EventKind.PteChanged, EventKind.TlbFlushed, EventKind.TableDetached, EventKind.TableFreed, EventKind.TablePublished);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tracer-");

    public static TheoryData<string> Traces => [Reverted, Planted, Stock];

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Traces))]
    public void A_line_of_JSON_has_all_that_its_event_says(string trace)
    {
        var events = EventsOf(trace);
        var lines = Tool.Run("export", RepositoryRoot.At(trace), "--to", "jsonl").Done();

        Assert.Equal(events.Count, lines.Length);
        foreach (var (e, line) in events.Zip(lines))
        {
            var told = JsonDocument.Parse(line).RootElement;
            Assert.Equal(e.Header.Sequence, told.GetProperty("sequence").GetInt64());
            Assert.Equal(e.Header.TimestampNs, told.GetProperty("time_ns").GetInt64());
            Assert.Equal(Kebab.Of(e.Header.Kind), told.GetProperty("kind").GetString());
            Assert.Equal(e.Header.Task.Value, told.GetProperty("task_id").GetInt32());
            foreach (var field in EventShape.Of(e.Header.Kind).Fields)
                Assert.Equal(field.Format(in e), told.GetProperty("fields").GetProperty(JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Name)).ToString(), ignoreCase: true);
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void A_row_an_event_in_CSV(string trace)
    {
        var events = EventsOf(trace);
        var output = PathOf("trace.csv");
        Tool.Run("export", RepositoryRoot.At(trace), "-o", output).Done();
        var lines = File.ReadAllLines(output);

        Assert.StartsWith("sequence,line,time_ns,cpu,task,task_id,kind,function,caller,mm,start,end,preempt_depth,context,fields,text", lines[0], StringComparison.Ordinal);
        Assert.Equal(events.Select(e => e.Header.Sequence.ToString(CultureInfo.InvariantCulture)), lines[1..].Select(line => line.Split(',')[0]));
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void Perfetto_opens_what_is_made_for_it(string trace)
    {
        var output = PathOf("trace.pftrace");
        Tool.Run("export", RepositoryRoot.At(trace), "-o", output).Done();
        var events = EventsOf(trace);
        var read = new PerfettoReader(File.ReadAllBytes(output));

        Assert.Contains(read.Slices, slice => slice.Path.StartsWith("locks/", StringComparison.Ordinal) && slice.From <= slice.To);
        Assert.Equal(events.Count(e => PageTables.Contains(e.Header.Kind)), read.Instants.Count(instant => instant.Path.EndsWith("/page tables", StringComparison.Ordinal)));
        Assert.Equal(
            events.Count(e => e.Header.Kind == EventKind.RangeStartEntered),
            read.Instants.Count(instant => instant.Name.StartsWith("range_start ", StringComparison.Ordinal) && instant.Name.EndsWith(" called", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_lock_is_held_from_its_line_to_its_line()
    {
        var output = PathOf("trace.pftrace");
        Tool.Run("export", RepositoryRoot.At(Planted), "-o", output).Done();
        var read = new PerfettoReader(File.ReadAllBytes(output));

        // As the raw lines have it: taken at line 949, given back at line 977.
        Assert.Contains(("tasks/mmw-126/locks", "ptl 0xffffea0005175e68 (spin)", 40_102_100_000UL, 40_102_260_000UL), read.Slices);
    }

    [Fact]
    public void Arrows_lead_from_a_call_to_the_callbacks_that_it_makes()
    {
        var output = PathOf("trace.pftrace");
        Tool.Run("export", RepositoryRoot.At(Planted), "-o", output).Done();
        var flows = new PerfettoReader(File.ReadAllBytes(output)).Flows.ToArray();

        Assert.Contains(flows, flow => flow.Count > 1);
        Assert.All(flows, flow => Assert.Matches("^range_(start|end) ", flow[0]));
        Assert.All(flows.SelectMany(flow => flow.Skip(1)), name => Assert.StartsWith("enters ", name, StringComparison.Ordinal));
    }

    [Fact]
    public void Findings_have_a_track_of_their_own()
    {
        var output = PathOf("trace.pftrace");
        Tool.Run("export", RepositoryRoot.At(Reverted), "-o", output).Done();

        var found = new PerfettoReader(File.ReadAllBytes(output)).Instants.Where(instant => instant.Path == "findings").ToArray();
        Assert.Equal(3, found.Count(instant => instant.Name == "N11 InvalidateRangeIsNoBracket"));
    }

    [Fact]
    public void The_table_of_events_as_Parquet()
    {
        var output = PathOf("events.parquet");
        Tool.Run("export", RepositoryRoot.At(Stock), "-o", output).Done();

        var counted = Tool.Run("sql", RepositoryRoot.At(Stock), $"SELECT (SELECT count(*) FROM '{output}') = (SELECT count(*) FROM events) AS same", "--allow-files").Done();
        Assert.Contains("true", string.Join('\n', counted), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("export: say --to csv, jsonl, perfetto or parquet")]
    [InlineData("--to perfetto: is no text, so it needs -o FILE", "--to", "perfetto")]
    [InlineData("out.xyz: the ending says no format; known are .csv, .jsonl, .ndjson, .pftrace, .perfetto-trace, .parquet, or say --to", "-o", "out.xyz")]
    public void What_cannot_be_done_is_said(string refusal, params string[] options) => Assert.Equal(refusal, Tool.Run(["export", RepositoryRoot.At(Stock), .. options]).Refusal());

    private static List<VmEvent> EventsOf(string trace)
    {
        var events = new EventList();
        using var file = TraceFile.Open(RepositoryRoot.At(trace));
        file.Read(events);
        return [.. events.Events.Where(e => e.Header.Kind != EventKind.Named)];
    }

    private string PathOf(string name) => Path.Combine(folder.FullName, name);
}
