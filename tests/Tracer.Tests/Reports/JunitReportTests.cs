using System.Xml.Linq;
using Tracer.Reports.Junit;

namespace Tracer.Tests.Reports;

public sealed class JunitReportTests
{
    private readonly ReclaimUnderAac2fea9 run = new();

    [Fact]
    public void A_rule_is_a_test_and_only_one_that_holds_has_passed()
    {
        var suite = Suites(run.Report)[0];
        var tests = suite.Elements("testcase").ToArray();
        Assert.Equal(run.Report.Rules.Count(result => result.Rule.Kind != FindingKind.Policy), tests.Length);
        foreach (var (rule, test) in run.Report.Rules.Where(result => result.Rule.Kind != FindingKind.Policy).Zip(tests))
        {
            Assert.Equal($"{rule.Rule.Id} {rule.Rule.Name}", test.Attribute("name")!.Value);
            Assert.Equal(
                rule.Verdict switch { RuleVerdict.Holds => "", RuleVerdict.Violated => "failure", _ => "skipped" },
                test.Elements().SingleOrDefault()?.Name.LocalName ?? "");
        }
    }

    [Fact]
    public void The_counts_of_a_suite_are_those_of_its_tests()
    {
        foreach (var suite in Suites(run.Report, run.Report with { Findings = [], Rules = [] }, TraceReport.Unreadable("notes.txt", "no trace: line 1 is '\u0001'")))
        {
            Assert.Equal(Count(suite, "tests"), suite.Elements("testcase").Count());
            foreach (var (attribute, element) in new[] { ("failures", "failure"), ("errors", "error"), ("skipped", "skipped") })
                Assert.Equal(Count(suite, attribute), suite.Descendants(element).Count());
        }
    }

    [Fact]
    public void A_trace_that_tested_nothing_or_cannot_be_read_has_not_passed()
    {
        var suites = Suites(run.Report with { Findings = [], Rules = [] }, TraceReport.Unreadable("notes.txt", "no trace: line 1 is '\u0001'"));
        Assert.All(suites, suite => Assert.Single(suite.Elements("testcase").Single().Elements()));
        Assert.Contains("no trace: line 1 is '·'", suites[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_is_told_as_check_tells_it()
    {
        var failure = Suites(run.Report)[0].Descendants("failure").First();
        Assert.Equal("critical", failure.Attribute("type")!.Value);
        Assert.Contains("Finding 1: N01 ChangeLiesInsideBracket (critical, core) violated at #2409", failure.Value, StringComparison.Ordinal);
        Assert.Contains("  Then  ", failure.Value, StringComparison.Ordinal);
    }

    private static int Count(XElement suite, string attribute) => int.Parse(suite.Attribute(attribute)!.Value, System.Globalization.CultureInfo.InvariantCulture);

    private static XElement[] Suites(params TraceReport[] reports) => [.. XDocument.Parse(new JunitReport().Text(reports)).Root!.Elements("testsuite")];
}
