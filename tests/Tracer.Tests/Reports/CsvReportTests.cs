using CsvHelper;
using Tracer.Analysis;
using Tracer.Reports.Csv;

namespace Tracer.Tests.Reports;

public sealed class CsvReportTests
{
    private readonly ReclaimUnderAac2fea9 run = new();

    [Fact]
    public void A_row_a_finding_comes_back_as_it_was()
    {
        var text = new FindingsCsv().Text(run.Report with { Path = "with, comma \"and quotes\".dat" });
        Assert.StartsWith("trace,rule,reason,severity,fault,kind,sequence,line,task,mm,address,function,because,witnesses,caller\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", text);
        var rows = Read<FindingRow>(text);
        Assert.Equal(["N01", "N11", "P04", "S01"], rows.Select(row => row.Rule));
        Assert.Equal(
            new FindingRow(
                "with, comma \"and quotes\".dat", "N11", "N11.instead", "critical", "core", "protocol", 2414, null, "kswapd0-61", 3, "0x7f1526610000",
                "try_to_unmap_one", "#2414 is all that tells of #2409, and drivers with start and end do not hear it.", "2409 2414", ""),
            rows[1]);
    }

    [Fact]
    public void A_row_for_each_rule_of_each_trace()
    {
        var rows = Read<RuleRow>(new RulesCsv().Text(run.Report, run.Report with { Path = "b" }));
        Assert.Equal(14, rows.Length);
        Assert.Equal(
            new RuleRow("run.nettrace", "N01", "critical", "core", "violated", 1204, 3, 1, "the trace starts after this task took its locks"), rows[0]);
    }

    [Fact]
    public void No_finding_is_a_heading_alone() =>
        Assert.Single(new FindingsCsv().Text(TraceReport.Unreadable("x", "empty file")).TrimEnd().Split('\n'));

    private static T[] Read<T>(string text)
    {
        using var csv = CsvReader.FromText(text);
        return [.. csv.GetRecords<T>()];
    }
}
