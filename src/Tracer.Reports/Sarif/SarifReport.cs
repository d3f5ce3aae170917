using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Sarif;

/// <summary>SARIF 2.1.0, one run: code review tools and CI show its results at the line of the trace, and under the kernel's function.</summary>
public sealed class SarifReport : IReportRenderer
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    private static readonly SarifJsonContext Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    public string Format => "sarif";

    public void Render(IReadOnlyList<TraceReport> reports, TextWriter output)
    {
        RuleInfo[] rules = [.. reports.SelectMany(report => report.Rules).Select(result => result.Rule).DistinctBy(rule => rule.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal)];
        var places = rules.Index().ToDictionary(rule => rule.Item.Id, rule => rule.Index, StringComparer.Ordinal);
        var run = new SarifRun(
            new SarifTool(new SarifDriver("Tracer", ToolVersion.Text, [.. rules.Select(Rule)])),
            [new SarifInvocation(!reports.Any(report => report.Verdict == TraceVerdict.Unreadable), [.. reports.SelectMany(Notifications)])],
            [.. reports.SelectMany(report => Results(report, places))],
            "utf16CodeUnits");
        output.Write(Printable.Lines(JsonSerializer.Serialize(new SarifLog(Schema, "2.1.0", [run]), Context.SarifLog)));
        output.Line();
    }

    private static SarifRule Rule(RuleInfo rule) => new(
        rule.Id, rule.Name, new(rule.Statement), new($"tracer rules {rule.Id}"), new(Level(rule.Severity)),
        new(Kebab.Of(rule.Severity), Kebab.Of(rule.Fault), rule.Source));

    // That nothing was found says little where events were lost or the file is no trace.
    private static IEnumerable<SarifNotification> Notifications(TraceReport report) => report.Verdict switch
    {
        TraceVerdict.Unreadable => [new("error", new(report.Error ?? "unreadable"), [At(report, null, null)])],
        TraceVerdict.Inconclusive => [new("warning", new("inconclusive: events are missing, or nothing was put to the test"), [At(report, null, null)])],
        _ => [],
    };

    private static IEnumerable<SarifResult> Results(TraceReport report, Dictionary<string, int> places)
    {
        var explainer = new Explainer(report);
        var words = new EventWords(report.Names);
        var ranking = Ranking.Of(report);
        return ranking.All.Select(finding => new SarifResult(
            finding.Rule.Id, places[finding.Rule.Id], Level(finding.Rule.Severity),
            new($"{finding.Rule.Statement} At {explainer.Place.Of(finding.Culprit)}: {explainer.Because(finding)}"),
            [At(report, finding.Culprit, null)],
            [.. finding.Witnesses.Where(witness => witness.Event != finding.Culprit)
                .Select((witness, i) => At(report, witness.Event, $"{explainer.Place.Of(witness.Event)} {report.Names.Of(witness.Event.Header.Task)} {words.Describe(witness.Event)}", i + 1))],
            new($"{finding.Reason.Code} {report.Names.Of(finding.Culprit.Header.Function)} {report.Names.CallerOf(finding.Culprit.Header.Function)}".TrimEnd()),
            new(
                finding.Reason.Code, finding.Sequence, report.Names.Of(finding.Culprit.Header.Task), finding.Address.IsKnown ? finding.Address.ToString() : null,
                ranking.NumberOf(finding), [.. finding.ConfirmedBy.Select(outcome => outcome.Rule.Id).Distinct()], Kebab.Of(finding.Rule.Severity))));
    }

    private static SarifLocation At(TraceReport report, VmEvent? e, string? message, int? id = null)
    {
        var isText = report.Origin is { } origin && new EventPlace(origin.Kind).Unit == "line";
        var region = e is { } placed && isText ? new SarifRegion(LineSequence.LineOf(placed.Header.Sequence)) : null;
        SarifLogicalLocation[]? functions = e is { } named && report.Names.PlaceOf(named.Header.Function) is { } function ? [new(function, "function")] : null;
        return new(id, new(new(Uri(report.Path)), region), functions, message is null ? null : new(message));
    }

    // A path as a reference: relative ones stay so, for who reads it knows where the traces lie.
    private static string Uri(string path) => path == "-" ? "stdin"
        : (Path.IsPathRooted(path) ? "file://" : "") + string.Join('/', path.Replace('\\', '/').Split('/').Select(System.Uri.EscapeDataString));

    private static string Level(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Policy => "note",
        _ => "warning",
    };
}
