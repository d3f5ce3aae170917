using CsvHelper;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Rules;

namespace Tracer.Reports.Csv;

/// <summary>What came of one rule in one trace; <see cref="Because"/> is the most frequent reason not to judge.</summary>
[CsvRecord]
public sealed partial record RuleRow(
    [property: CsvColumn("trace")] string Trace,
    [property: CsvColumn("rule")] string Rule,
    [property: CsvColumn("severity")] string Severity,
    [property: CsvColumn("fault")] string Fault,
    [property: CsvColumn("verdict")] string Verdict,
    [property: CsvColumn("checked")] long Checked,
    [property: CsvColumn("unjudged")] long Unjudged,
    [property: CsvColumn("violations")] long Violations,
    [property: CsvColumn("because")] string? Because);
