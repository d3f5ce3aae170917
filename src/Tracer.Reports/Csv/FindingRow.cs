using CsvHelper;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Rules;

namespace Tracer.Reports.Csv;

/// <summary>A finding as a row; <see cref="Line"/> is given where the trace is a text, <see cref="Witnesses"/> are sequence numbers parted by blanks.</summary>
[CsvRecord]
public sealed partial record FindingRow(
    [property: CsvColumn("trace")] string Trace,
    [property: CsvColumn("rule")] string Rule,
    [property: CsvColumn("reason")] string Reason,
    [property: CsvColumn("severity")] string Severity,
    [property: CsvColumn("fault")] string Fault,
    [property: CsvColumn("kind")] string Kind,
    [property: CsvColumn("sequence")] long Sequence,
    [property: CsvColumn("line")] long? Line,
    [property: CsvColumn("task")] string Task,
    [property: CsvColumn("mm")] int Mm,
    [property: CsvColumn("address")] string? Address,
    [property: CsvColumn("function")] string? Function,
    [property: CsvColumn("because")] string Because,
    [property: CsvColumn("witnesses")] string Witnesses,
    [property: CsvColumn("caller")] string? Caller);
