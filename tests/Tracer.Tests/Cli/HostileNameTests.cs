using System.Text.Json;
using System.Xml.Linq;
using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Cli;

/// <summary>A trace may call its tasks, locks and functions anything, and a file may be called anything: whoever reads of it reads names, and nothing else happens.</summary>
[Collection(NettraceCollection.Name)]
public sealed class HostileNameTests(SampleTraces traces) : IClassFixture<SampleTraces>
{
    private const string Hostile = "=cmd|'\u001b[2J\r\n\tholds — all\u0007\u0085\u202e\u2066\u200f\u2028\u2029<script>\"&\u007f";

    private static readonly NameSpace[] Renamed =
        [NameSpace.Task, NameSpace.Mm, NameSpace.Lock, NameSpace.Table, NameSpace.Driver, NameSpace.Function, NameSpace.Caller, NameSpace.Operation];

    public static TheoryData<string> Commands =>
    [
        "check TRACE", "check TRACE TRACE", "check TRACE -v", "check TRACE --format json", "check TRACE --format csv", "check TRACE --format csv-rules", "show TRACE", "show TRACE --fields",
        "show TRACE --operations", "info TRACE", "explain TRACE", "replay TRACE", "plot TRACE -o OUT", "report TRACE -o OUT", "check GONE", "info GONE", "check TRACE -o GONE/out", "show TRACE --task GONE",
        "check TRACE --baseline GONE", "list GONE", "GONE", "record GONE -o OUT",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Nothing_but_names_is_printed(string line)
    {
        var trace = HostileTrace();
        var output = traces.PathOf($"out-{Hostile.Replace("/", "", StringComparison.Ordinal)}.svg");

        var result = Tool.Run([.. line.Split(' ').Select(word => word
            .Replace("TRACE", trace, StringComparison.Ordinal).Replace("OUT", output, StringComparison.Ordinal).Replace("GONE", $"gone{Hostile}", StringComparison.Ordinal))]);

        Readable(result.Output);
        Readable(result.Error);
        Assert.Contains(@"\u001b", result.Output + result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(result.Lines, text => text.TrimStart().StartsWith("holds — all", StringComparison.Ordinal));
        if (line.StartsWith("plot", StringComparison.Ordinal)) ReadablePicture(File.ReadAllText(output));
    }

    [Fact]
    public void A_name_begins_no_formula()
    {
        var lines = Tool.Run("check", HostileTrace(), "--format", "csv").Lines;

        Assert.NotEmpty(lines[1..]);
        foreach (var cell in lines[1..].SelectMany(line => line.Split(','))) Assert.DoesNotMatch("^\"?[=@+\\t\\r]", cell);
    }

    [Fact]
    public void In_JSON_a_name_is_what_it_is()
    {
        var report = JsonDocument.Parse(Tool.Run("check", HostileTrace(), "--format", "json").Output).RootElement[0];

        Assert.StartsWith(Hostile, report.GetProperty("findings")[0].GetProperty("task").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_in_a_file_is_no_other()
    {
        var output = traces.PathOf("report.txt");
        Assert.Equal(1, Tool.Run("check", HostileTrace(), "-o", output).ExitCode);

        Readable(File.ReadAllText(output));
    }

    private static void Readable(string text) =>
        Assert.DoesNotContain(text, c => c != '\n' && (char.IsControl(c) || c is '\u200e' or '\u200f' or (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069')));

    private static void ReadablePicture(string svg)
    {
        Readable(svg);
        Assert.DoesNotContain(XDocument.Parse(svg).Descendants(), element => element.Name.LocalName == "script");
    }

    private string HostileTrace()
    {
        var path = traces.PathOf($"{Hostile.Replace("/", "", StringComparison.Ordinal)}.nettrace");
        if (File.Exists(path)) return path;
        List<VmEvent> events = [];
        var read = new EventList();
        using (var trace = NettraceTrace.Open(traces.Violated)) trace.Read(read);
        foreach (var e in read.Events)
        {
            if (e.Header.Kind != EventKind.Named || e.As<Named>() is not { Part: 0 } named || !Renamed.Contains(named.Space))
            {
                if (e.Header.Kind != EventKind.Named || e.As<Named>().Part == 0) events.Add(e);
                continue;
            }

            foreach (var part in Names.Events(named.Space, named.Id, Hostile)) events.Add(part with { Header = e.Header });
        }

        // A name takes as many events as it is long.
        for (var i = 0; i < events.Count; i++) events[i] = events[i] with { Header = events[i].Header with { Sequence = i + 1 } };
        if (events[^1].Header.Kind == EventKind.RunEnded) events[^1] = VmEvent.Of(events[^1].As<RunEnded>() with { Events = events.Count });
        Recordings.RecordTo(path, events.ToArray());
        return path;
    }
}
