using System.Xml.Linq;

namespace Tracer.Tests.Cli;

public sealed class MatrixTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("matrix").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void It_says_what_breaks_where_and_how_to_see_it_again()
    {
        var lines = Tool.Run("matrix", "--protocol", "aac2fea9", "--protocol", "4.14", "--driver", "kvm", "--scenario", "reclaim", "--seeds", "20").Done();

        Assert.Matches("^protocol +driver +scenario +what breaks", lines[0]);
        Assert.Matches(@"^aac2fea9 +kvm +reclaim +N01: \d+ \(1\); N07: ", lines[1]);
        Assert.Contains("40 runs; 1 of 2 cells break nothing.", lines);
        Assert.Equal("Again: tracer record reclaim --protocol aac2fea9 --driver kvm --seed 1 -o run.nettrace", lines[^1]);
        Assert.All(lines[..^1], line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void Policy_rules_count_only_if_asked_for()
    {
        string[] command = ["matrix", "--protocol", "4.12", "--driver", "kvm", "--scenario", "reclaim", "--seeds", "20"];
        var quiet = Tool.Run(command).Done();

        Assert.Equal("20 runs; 1 of 1 cells break nothing.", quiet[0]);
        Assert.StartsWith("Policy, not counted: P04 in 1 cells.", quiet[1], StringComparison.Ordinal);
        Assert.Matches(@"^ *4\.12 +kvm +reclaim +P04: ", Tool.Run([.. command, "--policy"]).Done()[1]);
    }

    [Fact]
    public void The_table_is_written_as_csv()
    {
        var path = Path.Combine(folder, "m.csv");
        Tool.Run("matrix", "--protocol", "aac2fea9", "--driver", "none", "--driver", "kvm+gntdev", "--scenario", "reclaim", "--seeds", "10", "-o", path).Done();
        var rows = File.ReadAllLines(path);

        Assert.Equal("protocol,drivers,scenario,runs,stuck_seeds,stuck_first_seed,rule,severity,fault,checked,broken_seeds,broken_first_seed,findings,reasons", rows[0]);
        Assert.Contains(rows, row => row.StartsWith("aac2fea9,none,reclaim,10,0,,N01,critical,core,", StringComparison.Ordinal) && row.EndsWith(",N01.no-bracket", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.StartsWith("aac2fea9,kvm+gntdev,reclaim,", StringComparison.Ordinal));
    }

    [Fact]
    public void The_table_is_drawn()
    {
        var path = Path.Combine(folder, "m.svg");
        Tool.Run("matrix", "--protocol", "4.14", "--driver", "kvm", "--seeds", "2", "-o", path).Done();

        Assert.Equal("svg", XDocument.Load(path).Root!.Name.LocalName);
    }

    [Theory]
    [InlineData("--driver kwm", "unknown driver 'kwm', did you mean 'kvm'?; known: ")]
    [InlineData("--protocol 9.9", "unknown protocol '9.9'; known: ")]
    [InlineData("--scenario tea", "unknown scenario 'tea'; known: ")]
    [InlineData("--seeds 0", "--seeds 0: a whole number from 1 on is wanted")]
    [InlineData("-o matrix.pdf", "matrix.pdf: a matrix is not written as '.pdf'; known: .svg, .png, .csv")]
    public void Wrong_usage_is_one_line(string options, string complaint) =>
        Assert.StartsWith(complaint, Tool.Run(["matrix", .. options.Split(' ')]).Refusal(), StringComparison.Ordinal);
}
