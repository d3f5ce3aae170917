
namespace Tracer.Tests.Lab;

public sealed class SweepTableTests
{
    private static readonly IReadOnlyList<RunRequest> Cells = SweepTable.Cells(["4.12", "aac2fea9", "4.14"], [[], ["kvm"], ["kvm", "gntdev"]], ["reclaim", "cow"]);

    [Fact]
    public void Cells_are_every_combination_in_order()
    {
        Assert.Equal(3 * 3 * 2, Cells.Count);
        Assert.Equal(("4.12", "", "reclaim"), Words(Cells[0]));
        Assert.Equal(("4.12", "", "cow"), Words(Cells[1]));
        Assert.Equal(("4.12", "kvm", "reclaim"), Words(Cells[2]));
        Assert.Equal(("4.14", "kvm gntdev", "cow"), Words(Cells[^1]));

        static (string, string, string) Words(RunRequest cell) => (cell.Protocol, string.Join(' ', cell.Drivers), cell.Scenario);
    }

    [Fact]
    public void A_scenario_runs_only_under_protocols_that_it_means_something_under()
    {
        string[] protocols = [.. ProtocolCatalogue.All.Select(protocol => protocol.Name)];
        var particular = ScenarioCatalogue.All.First(scenario => scenario.Protocols.Count < protocols.Length);

        Assert.Equal(particular.Protocols, SweepTable.Cells(protocols, [[]], [particular.Name]).Select(cell => cell.Protocol));
    }

    [Fact]
    public void The_answer_is_the_same_however_many_work_at_once()
    {
        var one = SweepTable.Run(Cells, 30, workers: 1);

        Assert.Equal(one.SelectMany(SeedSweepTests.Words), SweepTable.Run(Cells, 30, workers: 4).SelectMany(SeedSweepTests.Words));
        Assert.Equal(Cells.SelectMany(cell => SeedSweepTests.Words(new SeedSweep(cell).Run(1, 30))), one.SelectMany(SeedSweepTests.Words));
    }

    [Fact]
    public void A_name_that_is_not_known_is_said_as_it_is()
    {
        var cells = SweepTable.Cells(["4.14"], [["kwm"]], ["reclaim"]);

        Assert.StartsWith("unknown driver 'kwm'; known: amd-iommu-v2, ", Assert.Throws<ArgumentException>(() => SweepTable.Run(cells, 1)).Message, StringComparison.Ordinal);
    }
}
