// # One trace: what it breaks, in words and as pictures
//
// Run it with `dotnet run notebooks/01-one-trace.cs`; behind `--` may stand another trace and the folder to write to.
// An editor that knows `// %%` runs it cell by cell.
#:project ../src/Tracer.Analysis/Tracer.Analysis.csproj
#:project ../src/Tracer.Charts/Tracer.Charts.csproj
#:project ../src/Tracer.Events/Tracer.Events.csproj
#:project ../src/Tracer.Lab/Tracer.Lab.csproj
#:project ../src/Tracer.Traces/Tracer.Traces.csproj
#:project ../src/Tracer.Reports/Tracer.Reports.csproj
#:property PublishAot=false

using System.Globalization;
using Tracer.Analysis;
using Tracer.Analysis.Explaining;
using Tracer.Charts;
using Tracer.Charts.Building;
using Tracer.Charts.Data;
using Tracer.Lab.Checking;
using Tracer.Reports.Text;

// %% Which trace, and where the results go
var notebooks = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
var trace = args.Length > 0 ? args[0] : InRepository("traces/engine/reclaim-aac2fea9-kvm.nettrace");
var folder = args.Length > 1 ? args[1] : InRepository("out/notebook");
Directory.CreateDirectory(folder);

// %% Put all rules to the test
var report = TraceCheck.Run(trace, new CheckOptions());
Console.WriteLine(VerdictLine.Of(report));

// %% The rules that were tested most, and what they found
foreach (var result in report.Rules.Where(result => result.Checked > 0).OrderByDescending(result => result.Checked).Take(5))
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Rule.Id}  {result.Checked,5} times, {result.Violations} violations"));

// %% The whole report as text
using (var text = File.CreateText(Path.Combine(folder, "report.txt"))) new TextReport().Render([report], text);

// %% The findings in their own words
var explainer = new Explainer(report);
foreach (var finding in report.Findings) Console.WriteLine($"#{finding.Sequence} {finding.Reason.Code}: {explainer.Because(finding)}");

// %% Where in the run they lie
Draw("violations.svg", ViolationsChart.OverSequence(report));

// %% Who held what around the first one
if (report.Findings is [var first, ..])
{
    var lanes = new LaneChartBuilder(first, report);
    TraceReplay.Run(trace, new CheckOptions(), lanes.ListenTo);
    var chart = lanes.Build();
    Draw("finding.svg", chart);
    Draw("finding.png", chart);
}

string InRepository(string path) => Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(notebooks, "..", path));

void Draw(string name, Chart chart)
{
    using var file = File.Create(Path.Combine(folder, name));
    PlotFile.Write(chart, PlotFile.FormatOf(name), file);
    Console.WriteLine($"{Path.Combine(folder, name)}: {chart.Title}");
}
