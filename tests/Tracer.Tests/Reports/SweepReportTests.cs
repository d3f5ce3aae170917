using Tracer.Analysis;
using Tracer.Reports.Csv;
using Tracer.Reports.Text;

namespace Tracer.Tests.Reports;

public sealed class SweepReportTests
{
    private static readonly IReadOnlyList<SweepReport> Table = BreachTable.Of(["4.12", "785373b4", "4.14"], ["none", "kvm", "kvm+gntdev"], ["reclaim", "munmap"]);

    [Fact]
    public void The_text_has_a_row_for_each_cell_that_breaks_something()
    {
        var lines = Rendering.Text(output => SweepText.Write(Table, countPolicy: false, output)).TrimEnd().Split('\n');

        Assert.Equal(
            [
                "protocol  driver      scenario  what breaks: on so many seeds (the first)",
                "4.12      kvm+gntdev  reclaim   N01: 956 (1); N02: 3 (17); S01: 22 (78); stuck:",
                "                                4 (12)",
                "785373b4  kvm         munmap    stuck: 4 (12)",
                "",
                "18,000 runs; 16 of 18 cells break nothing.",
                "Policy, not counted: P04 in 1 cells. They were proposed and never enforced;",
                "                     --policy counts them.",
                "Again: tracer record reclaim --protocol 4.12 --driver kvm --driver gntdev --seed 1 -o run.nettrace",
            ],
            lines);
    }

    [Fact]
    public void The_csv_has_a_row_for_each_rule_that_was_put_to_the_test()
    {
        var lines = Rendering.Text(output => SweepCsv.Write(Table, output)).TrimEnd().Split('\n');

        Assert.Equal(1 + 18 + 3, lines.Length);
        Assert.Contains("4.12,kvm+gntdev,reclaim,1000,4,12,N01,critical,core,5000,956,1,1000,N01.no-bracket N01.too-early", lines);
        Assert.Contains("4.14,none,munmap,1000,0,,N01,critical,core,5000,0,,0,", lines);
    }

    [Fact]
    public void The_chart_shades_a_cell_by_the_gravest_rule()
    {
        var chart = BreachMatrix.Of(Table, countPolicy: false);

        Assert.Equal(["reclaim", "munmap"], chart.X.Ticks.Select(tick => tick.Label));
        Assert.Equal([new Tick(0, "4.12"), new Tick(3, "785373b4"), new Tick(6, "4.14")], chart.Groups);
        Assert.Equal(["none", "kvm", "kvm+gntdev"], chart.Y.Ticks.Take(3).Select(tick => tick.Label));
        var worst = chart.Cells.Single(cell => cell.Words.Count > 0);
        Assert.Equal((0, 2, Severity.Critical, true), (worst.Column, worst.Row, worst.Gravest, worst.IsStuck));
        Assert.Equal(["N01", "S01", "N02"], worst.Words);
        Assert.Equal("reclaim under 4.12, driver kvm+gntdev: N01 on 956 of 1,000 seeds, first 1; S01 on 22 of 1,000 seeds, first 78; N02 on 3 of 1,000 seeds, first 17; stuck on 4 seeds, first 12", worst.Tip);
        Assert.Equal("munmap under 4.14, driver none: nothing in 1,000 runs", chart.Cells[13].Tip);
    }

    [Fact]
    public void A_policy_rule_shades_a_cell_only_if_counted() =>
        Assert.Equal(
            (0, 1),
            (BreachMatrix.Of(Table, countPolicy: false).Cells.Count(cell => cell.Gravest == Severity.Policy),
                BreachMatrix.Of(Table, countPolicy: true).Cells.Count(cell => cell.Gravest == Severity.Policy)));
}
