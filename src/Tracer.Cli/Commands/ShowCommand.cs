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
            Interruption.Of(parsed).EndWithReader();
            var request = new Request(parsed.GetValue(trace)!, parsed.GetValue(kernel), options, parsed);
            if (parsed.GetValue(held)) return ShowHeld(request);
            options.CriteriaOf(parsed, new Names());
            using var screen = Screen.On(parsed.InvocationConfiguration.Output, mayPage: !parsed.GetValue(noPager));
            try
            {
                if (parsed.GetValue(operations)) ShowOperations(request, screen);
                else ShowEvents(request, screen, parsed.GetValue(fields));
                screen.Output.Flush();
            }
            catch (IOException e) when (screen.HasNoReader(e))
            {
                // Whoever has read enough closes the pipe.
            }

            return ExitCode.Holds;
        });
        return command;
    }

    private static void ShowEvents(Request request, Screen screen, bool fields)
    {
        var (path, kernel, options, parsed) = request;
        using var opened = TraceFile.Open(path, kernel, stop: request.Stop);
        if (opened.Origin.Contradiction is { } contradiction) request.Error.WriteLine($"tracer: {opened.Path}: {contradiction}");
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
            var printed = new EventLines(screen.Output, names, fields) { Place = place, ShowsSides = options.Follows(parsed), Paint = screen.HasColour ? SideColours.Paint : null };
            var filter = new EventFilter(printed, criteria) { Span = span, Hidden = options.Hidden(parsed), Most = most - passed };
            unseen.Target = filter;
            ReadUntilEnough(opened, new Fanout([new Until(request.Stop), names, unseen]));
            printed.Flush();
            passed += filter.Passed;
        }
        while (opened.IsToBeReadAgain && passed < most && !request.Stop.IsCancellationRequested);

        if (passed == 0 && most > 0 && !request.Stop.IsCancellationRequested) TellNothing(opened.Path, criteria, place, span, unseen.Last, request.Error);
        NextTrace.Tell(opened, request.Error);
    }

    // What nothing in the trace is was mistyped; all of it at once nothing need be.
    private static void TellNothing(string path, IReadOnlyList<Criterion> criteria, EventPlace place, TraceSpan span, long last, TextWriter error)
    {
        if (criteria.FirstOrDefault(criterion => !criterion.IsMet) is { } unmet) throw new ArgumentException($"{path}: {unmet.Complaint()}");
        if (span.First > last) throw new ArgumentException($"{path}: the trace ends at {place.Of(last)}");
        error.WriteLine($"tracer: {path}: no event is of that sort");
    }

    private static void ReadUntilEnough(ITrace trace, IEventSink sink)
    {
        try
        {
            trace.Read(sink);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static int ShowHeld(Request request)
    {
        var (path, kernel, options, parsed) = request;
        var number = options.At(parsed) ?? throw new ArgumentException("--held: at which place? --at says");
        var names = new Names();
        var (moment, place) = MomentAt.Find(path, new CheckOptions { Kernel = kernel, Stop = request.Stop }, number, names);
        if (moment is null) throw new ArgumentException($"{path}: the trace ends before {number}");
        if (place.Number(moment.Event.Header.Sequence) != number) throw new ArgumentException($"{path}: no event is there; the next is at {place.Of(moment.Event)}");
        new MomentText(place, names).Write(moment, parsed.InvocationConfiguration.Output);
        return ExitCode.Holds;
    }

    private static void ShowOperations(Request request, Screen screen)
    {
        var (path, kernel, options, parsed) = request;
        var names = new Names();
        var lines = new OperationLines(screen.Output, names);
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
                path, new CheckOptions { Kernel = kernel, Stop = request.Stop },
                (replay, origin) =>
                {
                    place = new EventPlace(origin.Kind);
                    filter = new OperationFilter(criteria, options.Span(parsed, place));
                    lines.Place = place;
                    shapes.ListenTo(replay);
                    replay.Subscribe<VmEvent>(filter.Hear);
                },
                new Until(request.Stop), names);
        }
        catch (OperationCanceledException)
        {
        }

        shapes.Finish();
        lines.Flush();
        if (filter is { HasPassed: false } && !request.Stop.IsCancellationRequested) TellNothing(path, criteria, place, options.Span(parsed, place), long.MaxValue, request.Error);
    }

    /// <summary>What is to be shown.</summary>
    private sealed record Request(string Path, string? Kernel, ShowOptions Options, ParseResult Parsed)
    {
        public CancellationToken Stop { get; } = Interruption.Of(Parsed).Token;

        public TextWriter Error => Parsed.InvocationConfiguration.Error;
    }
}
