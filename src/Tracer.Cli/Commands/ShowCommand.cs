using System.CommandLine;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Shapes;
using Tracer.Cli.Files;
using Tracer.Cli.Usage;
using Tracer.Lab.Checking;
using Tracer.Lab.Filtering;
using Tracer.Lab.Inspecting;
using Tracer.Reports.Text;
using Tracer.Traces;
using Tracer.Traces.Reading;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer show</c>: a trace's events, filtered.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var trace = TraceArgument.One();
        var kernel = OriginOptions.Kernel();
        var options = new ShowOptions();
        var fields = new Option<bool>("--fields") { Description = "print every field of an event" };
        var operations = new Option<bool>("--operations")
        {
            Description = "list operations instead: what started each, its functions, and the order of its steps; of those with an event that is asked for",
        };
        var noPager = new Option<bool>("--no-pager") { Description = "on a terminal: print all at once; else $PAGER, or less, shows a page at a time" };
        var held = new Option<bool>("--held") { Description = "with --at: what the task held there and had open, and since where" };
        var command = new ExampleCommand(
            "show", "Print a trace's events, one a line. Options combine.",
            "tracer show run.nettrace --around 326",
            "tracer show run.nettrace --task kswapd-2 --kind PteChanged,RangeInvalidated",
            "tracer show run.nettrace --address 0x7f0000002000 --fields",
            "tracer show trace.txt.gz --from 26.631 --to 26.634 --cpu 0 --function zap_pte_range",
            "tracer show run.nettrace --at 170 --held",
            "tracer show run.nettrace --follow-page 0x7f0000001000",
            "tracer show run.nettrace --operations --task app-1");
        command.Add(trace);
        foreach (var option in options.All) command.Add(option);
        command.Add(fields);
        command.Add(held);
        command.Add(noPager);
        command.Add(operations);
        command.Add(kernel);
        command.SetAction(parsed =>
        {
            var configuration = parsed.InvocationConfiguration;
            Interruption.Of(parsed).EndWithReader();
            var stop = Interruption.Of(parsed).Token;
            if (parsed.GetValue(held)) return ShowHeld(parsed.GetValue(trace)!, parsed.GetValue(kernel), options, parsed, stop);
            options.CriteriaOf(parsed, new Names());
            using var screen = Screen.On(configuration.Output, mayPage: !parsed.GetValue(noPager));
            if (parsed.GetValue(operations)) return ShowOperations(parsed.GetValue(trace)!, parsed.GetValue(kernel), options, parsed, screen, stop);
            using var opened = TraceFile.Open(parsed.GetValue(trace)!, parsed.GetValue(kernel), stop: stop);
            if (opened.Origin.Contradiction is { } contradiction) configuration.Error.WriteLine($"tracer: {opened.Path}: {contradiction}");
            var place = new EventPlace(opened.Origin.Kind);
            var span = options.Span(parsed, place);
            var most = options.Most(parsed);
            var passed = 0L;
            var unseen = new Unseen();
            IReadOnlyList<Criterion> criteria;
            if (screen.IsTerminal) foreach (var line in SideColours.Legend(place, screen.HasColour)) screen.Output.WriteLine(line);
            do
            {
                var names = new Names();
                criteria = options.CriteriaOf(parsed, names);
                var printed = new EventLines(screen.Output, names, parsed.GetValue(fields))
                {
                    Place = place, ShowsSides = options.Follows(parsed), Paint = screen.HasColour ? SideColours.Paint : null,
                };
                var filter = new EventFilter(printed, criteria) { Span = span, Hidden = options.Hidden(parsed), Most = most - passed };
                unseen.Target = filter;
                ReadUntilEnough(opened, new Fanout([new Until(stop), names, unseen]), printed);
                passed += filter.Passed;
            }
            while (opened.IsToBeReadAgain && passed < most && !stop.IsCancellationRequested);

            if (passed == 0 && most > 0 && !stop.IsCancellationRequested) TellNothing(opened.Path, criteria, place, span, unseen.Last, configuration.Error);
            NextTrace.Tell(opened, configuration.Error);
            return ExitCode.Holds;
        });
        return command;
    }

    // What nothing in the trace is was mistyped; all of it at once nothing need be.
    private static void TellNothing(string path, IReadOnlyList<Criterion> criteria, EventPlace place, TraceSpan span, long last, TextWriter error)
    {
        if (criteria.FirstOrDefault(criterion => !criterion.IsMet) is { } unmet) throw new ArgumentException($"{path}: {unmet.Complaint()}");
        if (span.First > last) throw new ArgumentException($"{path}: the trace ends at {place.Of(last)}");
        error.WriteLine($"tracer: {path}: no event is of that sort");
    }

    // Whoever has read enough closes the pipe.
    private static void ReadUntilEnough(ITrace trace, IEventSink sink, EventLines printed)
    {
        try
        {
            try
            {
                trace.Read(sink);
            }
            catch (OperationCanceledException)
            {
            }

            printed.Flush();
        }
        catch (IOException e) when (StandardOutput.HasNoReader(e))
        {
        }
    }

    private static int ShowHeld(string path, string? kernel, ShowOptions options, ParseResult parsed, CancellationToken stop)
    {
        var number = options.At(parsed) ?? throw new ArgumentException("--held: at which place? --at says");
        var names = new Names();
        var (moment, place) = MomentAt.Find(path, new CheckOptions { Kernel = kernel, Stop = stop }, number, names);
        if (moment is null) throw new ArgumentException($"{path}: the trace ends before {number}");
        if (place.Number(moment.Event.Header.Sequence) != number) throw new ArgumentException($"{path}: no event is there; the next is at {place.Of(moment.Event)}");
        new MomentText(place, names).Write(moment, parsed.InvocationConfiguration.Output);
        return ExitCode.Holds;
    }

    private static int ShowOperations(string path, string? kernel, ShowOptions options, ParseResult parsed, Screen screen, CancellationToken stop)
    {
        var names = new Names();
        var output = screen.Output;
        var lines = new OperationLines(output, names);
        var criteria = options.CriteriaOf(parsed, names);
        var left = options.Most(parsed);
        OperationFilter? filter = null;
        var place = default(EventPlace);
        var shapes = new OperationShapes(shape =>
        {
            if (!filter!.Take(shape.Task) || left == 0) return;
            left--;
            lines.Write(shape);
        });
        try
        {
            TraceReplay.Run(
                path, new CheckOptions { Kernel = kernel, Stop = stop },
                (replay, origin) =>
                {
                    place = new EventPlace(origin.Kind);
                    filter = new OperationFilter(criteria, options.Span(parsed, place));
                    lines.Place = place;
                    shapes.ListenTo(replay);
                    replay.Subscribe<VmEvent>(filter.Hear);
                },
                new Until(stop), names);
        }
        catch (OperationCanceledException)
        {
        }

        shapes.Finish();
        lines.Flush();
        output.Flush();
        if (filter is { HasPassed: false } && !stop.IsCancellationRequested) TellNothing(path, criteria, place, options.Span(parsed, place), long.MaxValue, parsed.InvocationConfiguration.Error);
        return ExitCode.Holds;
    }
}
