using System.CommandLine;
using Tracer.Analysis;
using Tracer.Events;
using Tracer.Lab;
using Tracer.Reports;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer check</c>: verify traces.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var traces = new Argument<string[]>("TRACE")
        {
            Description = "a .nettrace of this tool, or ftrace text (plain or gzip); a folder stands for the traces in it, - for standard input",
            Arity = ArgumentArity.OneOrMore,
        };
        var rules = new Option<string>("--rules") { Description = "only these rules, such as N01,I05", HelpName = "N01,I05" };
        var protocol = new Option<string>("--protocol") { Description = "judge by this protocol in place of the trace's own", HelpName = "P" };
        var kernel = new Option<string>("--kernel") { Description = "the kernel that the text traces come from, such as 6.1", HelpName = "VERSION" };
        var format = new Option<string>("--format") { Description = $"how to write it: {string.Join(", ", ReportFormats.All.Select(f => f.Format))}", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong([.. ReportFormats.All.Select(f => f.Format)]);
        var output = new Option<string>("-o", "--output") { Description = "write the report to this file", HelpName = "FILE" };
        var policy = new Option<bool>("--policy") { Description = "let rules that were proposed and never enforced count" };
        var inconclusive = new Option<int>("--inconclusive-exit") { Description = "exit code of an inconclusive verdict, such as 125 for git bisect run", DefaultValueFactory = _ => ExitCode.Inconclusive };
        var command = new Command("check", "Verify the ordering rules over traces: 0 holds, 1 violated, 2 unreadable, 3 inconclusive.")
        {
            traces, rules, protocol, kernel, format, output, policy, inconclusive,
        };
        command.SetAction(parsed => Run(
            parsed.GetValue(traces)!,
            Options(parsed.GetValue(rules), parsed.GetValue(protocol), parsed.GetValue(kernel), parsed.GetValue(policy)),
            ReportFormats.Find(parsed.GetValue(format)!),
            parsed.GetValue(output),
            parsed.GetValue(inconclusive),
            parsed.InvocationConfiguration.Output));
        return command;
    }

    private static CheckOptions Options(string? rules, string? protocol, string? kernel, bool policy)
    {
        // Wrong here is wrong usage, before any trace is opened.
        foreach (var named in new[] { protocol, kernel })
            if (named is not null) _ = EraOf.Named(named);
        return new CheckOptions
        {
            Rules = RuleCatalogue.Choose(rules?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []),
            Protocol = protocol,
            Kernel = kernel,
            CountPolicy = policy,
        };
    }

    private static int Run(string[] paths, CheckOptions options, IReportRenderer format, string? output, int inconclusive, TextWriter console)
    {
        List<TraceReport> reports = [.. Traces(paths).Select(path => TraceCheck.Run(path, options))];
        OutputFile.Write(output, console, writer => format.Render(reports, writer));
        return ExitCode.Of(reports.Select(report => report.Verdict), inconclusive);
    }

    private static IEnumerable<string> Traces(string[] paths) => paths.SelectMany(path =>
        paths.Length > 0 && Directory.Exists(path) && TracesIn(path) is { Count: > 0 } files ? files : [path]);

    private static List<string> TracesIn(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".nettrace", StringComparison.Ordinal)
                || file.EndsWith(".txt", StringComparison.Ordinal) || file.EndsWith(".txt.gz", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];
}
