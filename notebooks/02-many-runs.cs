// # Many runs: what a protocol breaks, and what harm comes of it, over the seeds of the scheduler
//
// Run it with `dotnet run notebooks/02-many-runs.cs`; behind `--` may stand a scenario, how many seeds, and the folder to write to.
// An editor that knows `// %%` runs it cell by cell.
#:project ../src/Tracer.Analysis/Tracer.Analysis.csproj
#:project ../src/Tracer.Charts/Tracer.Charts.csproj
#:project ../src/Tracer.Engine/Tracer.Engine.csproj
#:project ../src/Tracer.Events/Tracer.Events.csproj
#:project ../src/Tracer.Lab/Tracer.Lab.csproj
#:property PublishAot=false

using System.Globalization;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Sweeps;
using Tracer.Charts;
using Tracer.Charts.Data;
using Tracer.Engine;
using Tracer.Lab.Exploring;

// %% What is run, and where the results go
const int Bins = 20;
var notebooks = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
var scenario = args.Length > 0 ? args[0] : "reclaim";
var seeds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 400;
var folder = args.Length > 2 ? args[2] : Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(notebooks, "..", "out/notebook"));
Directory.CreateDirectory(folder);

// %% The protocol before the commit that was reverted, the commit, and the protocol that came after it: the same runs, seed by seed
foreach (var protocol in new[] { "4.13", "aac2fea9", "4.14" })
{
    var sweep = new SeedSweep(new RunRequest { Scenario = scenario, Protocol = protocol, Drivers = ["kvm"] });
    SweepReport[] after = [.. Enumerable.Range(0, Bins).Select(bin => sweep.Run(1 + (ulong)(bin * (seeds / Bins)), seeds / Bins))];
    var all = after[^1];

    // %% Which rules broke, on how many seeds, and on which first; what the oracles saw is the harm
    Console.WriteLine($"{protocol}: {all.Runs} runs of {scenario}, {all.Stuck.Seeds} stuck");
    foreach (var rule in all.Breaches(countPolicy: false))
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {(rule.Rule.Kind == FindingKind.Outcome ? "harm  " : "broken")} {rule.Rule.Id}  on {rule.Broken.Seeds,3} of {all.Runs} seeds, first on {rule.Broken.First}: {rule.Rule.Statement}"));
    if (all.Broken.Count == 0) Console.WriteLine("  nothing broken");

    // %% The same as a picture: in each stretch of seeds, how many runs broke which rule
    Draw($"many-runs-{protocol}.svg", OverSeeds(protocol, after));
}

BarChart OverSeeds(string protocol, SweepReport[] after)
{
    var rules = after[^1].Broken;
    BarSeries[] series = [.. rules.Select(rule => new BarSeries(rule, [.. Enumerable.Range(0, Bins).Select(bin => Seeds(after, bin, rule) - Seeds(after, bin - 1, rule))]))];
    var highest = Math.Max(1, Enumerable.Range(0, Bins).Max(bin => series.Sum(of => of.Counts[bin])));
    return new BarChart(
        $"Runs that break a rule: {scenario} under {protocol} with kvm", $"{seeds} seeds, {rules.Count} rules broken",
        new Axis("seed", 0, seeds, [.. Enumerable.Range(0, 5).Select(i => new Tick(i * seeds / 4, $"{i * seeds / 4}"))]),
        new Axis("runs", 0, highest, [new Tick(0, "0"), new Tick(highest, $"{highest}")]),
        (double)seeds / Bins, series);
}

// A report counts all seeds so far.
static int Seeds(SweepReport[] after, int bin, string rule) => bin < 0 ? 0 : after[bin].Rules.Where(of => of.Rule.Id == rule).Sum(of => of.Broken.Seeds);

void Draw(string name, Chart chart)
{
    using var file = File.Create(Path.Combine(folder, name));
    PlotFile.Write(chart, "svg", file);
    Console.WriteLine($"{Path.Combine(folder, name)}: {chart.Title}");
}
