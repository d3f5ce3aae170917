using CsvHelper;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Rules;

namespace Tracer.Reports.Csv;

/// <summary>What came of one rule in one cell of a table of sweeps; the first seed is empty where none is.</summary>
[CsvRecord]
public sealed partial record SweepRow(
    [property: CsvColumn("protocol")] string Protocol,
    [property: CsvColumn("drivers")] string Drivers,
    [property: CsvColumn("scenario")] string Scenario,
    [property: CsvColumn("runs")] int Runs,
    [property: CsvColumn("stuck_seeds")] int StuckSeeds,
    [property: CsvColumn("stuck_first_seed")] ulong? StuckFirst,
    [property: CsvColumn("rule")] string Rule,
    [property: CsvColumn("severity")] string Severity,
    [property: CsvColumn("fault")] string Fault,
    [property: CsvColumn("checked")] long Checked,
    [property: CsvColumn("broken_seeds")] int BrokenSeeds,
    [property: CsvColumn("broken_first_seed")] ulong? BrokenFirst,
    [property: CsvColumn("findings")] long Findings,
    [property: CsvColumn("reasons")] string Reasons);
