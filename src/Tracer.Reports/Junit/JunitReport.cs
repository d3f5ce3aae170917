using System.Globalization;
using System.Xml;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Reports.Rendering;
using Tracer.Reports.Text;

namespace Tracer.Reports.Junit;

/// <summary>The XML that CI systems read as tests: a suite a trace, a test a rule. What was not put to the test, or cannot be told, is skipped and never passed.</summary>
public sealed class JunitReport : IReportRenderer
{
    private const int MostTold = 3;
    private static readonly XmlWriterSettings Settings = new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true };

    public string Format => "junit";

    public void Render(IReadOnlyList<TraceReport> reports, TextWriter output)
    {
        output.Line("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        using (var xml = XmlWriter.Create(output, Settings))
        {
            xml.WriteStartElement("testsuites");
            foreach (var report in reports) WriteSuite(report, xml);
            xml.WriteEndElement();
        }

        output.Line();
    }

    private static void WriteSuite(TraceReport report, XmlWriter xml)
    {
        // Policy sets no verdict unless it was asked to.
        RuleResult[] rules = [.. report.Rules.Where(result => result.Rule.Kind != FindingKind.Policy || report.Findings.Any(finding => finding.Rule == result.Rule))];
        var failed = rules.Count(result => result.Verdict == RuleVerdict.Violated);
        var held = rules.Count(result => result.Verdict == RuleVerdict.Holds);
        var tests = Math.Max(rules.Length, 1);
        xml.WriteStartElement("testsuite");
        Write(xml, "name", report.Path);
        Write(xml, "tests", Number(tests));
        Write(xml, "failures", Number(failed));
        Write(xml, "errors", report.Error is null ? "0" : "1");
        Write(xml, "skipped", Number(report.Error is null ? tests - failed - held : 0));
        if (report.Error is { } error) WriteTest(xml, report, "readable", "error", "unreadable", error, null);
        else if (rules.Length == 0) WriteTest(xml, report, "rules", "skipped", null, VerdictLine.Of(report), null);
        var ranking = Ranking.Of(report);
        foreach (var result in rules) WriteRule(report, ranking, result, xml);
        xml.WriteEndElement();
    }

    private static void WriteRule(TraceReport report, Ranking ranking, RuleResult result, XmlWriter xml)
    {
        var name = $"{result.Rule.Id} {result.Rule.Name}";
        switch (result.Verdict)
        {
            case RuleVerdict.Holds:
                WriteTest(xml, report, name, null, null, null, null);
                break;
            case RuleVerdict.Violated:
                var findings = ranking.All.Where(finding => finding.Rule == result.Rule).ToArray();
                var explained = string.Join("\n", findings.Take(MostTold).Select(finding => Explained(report, ranking, finding)));
                var times = result.Violations.ToString("N0", CultureInfo.InvariantCulture);
                WriteTest(xml, report, name, "failure", Kebab.Of(result.Rule.Severity), $"violated {times} times: {result.Rule.Statement}", explained);
                break;
            default:
                WriteTest(xml, report, name, "skipped", null, Kebab.Of(result.Verdict).Replace('-', ' '), null);
                break;
        }
    }

    private static string Explained(TraceReport report, Ranking ranking, Finding finding) =>
        string.Join('\n', ExplanationText.Lines(new Explainer(report).Explain(finding), ToolCommand.Explain(report, finding), ranking.NumberOf(finding))) + "\n";

    private static void WriteTest(XmlWriter xml, TraceReport report, string name, string? outcome, string? type, string? message, string? text)
    {
        xml.WriteStartElement("testcase");
        Write(xml, "classname", report.Path);
        Write(xml, "name", name);
        if (outcome is not null)
        {
            xml.WriteStartElement(outcome);
            if (type is not null) Write(xml, "type", type);
            if (message is not null) Write(xml, "message", message);
            if (text is not null) xml.WriteString(Allowed(text));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Allowed(value));

    // A name in a trace may hold any character; a file of XML may not.
    private static string Allowed(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "·" : rune.ToString()));

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
