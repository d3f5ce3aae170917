using System.CommandLine;
using System.Globalization;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Shapes;
using Tracer.Cli.Files;
using Tracer.Cli.Usage;
using Tracer.Lab.Checking;
using Tracer.Lab.Filtering;
using Tracer.Reports.Text;
using Tracer.Traces;
using Tracer.Traces.Reading;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer show</c>: a trace's events, filtered.</summary>
internal static class ShowCommand
{
    private const int LinesAround = 20;

    public static Command Create()
    {
        var trace = TraceArgument.One();
        var kernel = OriginOptions.Kernel();
        var task = new Option<string>("--task") { Description = "only this task: name, id or name-id", HelpName = "TASK" };
        var mm = new Option<string>("--mm") { Description = "only this address space: id or name", HelpName = "MM" };
        var address = new Option<string>("--address") { Description = "only events that touch these addresses, such as 0x1000 or 0x1000-0x3000 (the end is not included)", HelpName = "A-B" };
        var kind = new Option<string>("--kind") { Description = "only these kinds, such as PteChanged,LockAcquired", HelpName = "K,…" };
        var around = Values.Number<long>("--around", 1, "SEQ", "only events near this sequence number (on a text trace: line)");
        var lines = Values.Number<int>("--lines", 0, "N", $"at most so many events; with --around, so many numbers on each side ({LinesAround} by default)");
        var fields = new Option<bool>("--fields") { Description = "print every field of an event" };
        var operations = new Option<bool>("--operations") { Description = "list operations instead: what started each, its functions, and the order of its steps" };
        var command = new ExampleCommand(
            "show", "Print a trace's events, one a line.",
            "tracer show run.nettrace --around 326",
            "tracer show run.nettrace --task kswapd-2 --kind PteChanged,RangeInvalidated",
            "tracer show run.nettrace --address 0x7f0000002000 --fields",
            "tracer show run.nettrace --operations")
        {
            trace, task, mm, address, kind, around, lines, fields, operations, kernel,
        };
        command.SetAction(parsed =>
        {
            Interruption.Of(parsed).EndWithReader();
            var stop = Interruption.Of(parsed).Token;
            if (parsed.GetValue(operations)) return ShowOperations(parsed.GetValue(trace)!, parsed.GetValue(kernel), parsed.InvocationConfiguration.Output, stop);
            var addresses = parsed.GetValue(address) is { } text ? Addresses(text) : (AddressRange?)null;
            var kinds = parsed.GetValue(kind) is { } list ? Kinds(list) : EventKindSet.All;
            var count = parsed.GetValue(lines);
            using var opened = TraceFile.Open(parsed.GetValue(trace)!, parsed.GetValue(kernel), stop: stop);
            if (opened.Origin.Contradiction is { } contradiction) parsed.InvocationConfiguration.Error.WriteLine($"tracer: {opened.Path}: {contradiction}");
            var output = parsed.InvocationConfiguration.Output;
            var place = new EventPlace(opened.Origin.Kind);
            var most = parsed.GetValue(around) is null ? count ?? long.MaxValue : long.MaxValue;
            var passed = 0L;
            var unseen = new Unseen();
            do
            {
                var names = new Names();
                var filter = new EventFilter(new EventLines(output, names, parsed.GetValue(fields)) { Place = place }, names)
                {
                    Task = parsed.GetValue(task),
                    Mm = parsed.GetValue(mm),
                    Addresses = addresses,
                    Kinds = kinds,
                    Sequences = parsed.GetValue(around) is { } middle ? place.Between(middle - (count ?? LinesAround), middle + (count ?? LinesAround)) : null,
                    Most = most - passed,
                };
                unseen.Target = filter;
                ReadUntilEnough(opened, new Fanout([new Until(stop), names, unseen]));
                passed += filter.Passed;
            }
            while (opened.IsToBeReadAgain && !stop.IsCancellationRequested);

            if (passed == 0 && !stop.IsCancellationRequested) parsed.InvocationConfiguration.Error.WriteLine($"tracer: {opened.Path}: no event is of that sort");
            NextTrace.Tell(opened, parsed.InvocationConfiguration.Error);
            return ExitCode.Holds;
        });
        return command;
    }

    // Whoever has read enough closes the pipe.
    private static void ReadUntilEnough(ITrace trace, IEventSink sink)
    {
        try
        {
            trace.Read(sink);
        }
        catch (OperationCanceledException)
        {
        }
        catch (IOException e) when (StandardOutput.HasNoReader(e))
        {
        }
    }

    private static int ShowOperations(string path, string? kernel, TextWriter output, CancellationToken stop)
    {
        var names = new Names();
        var shapes = new OperationShapes(new OperationLines(output, names).Write);
        try
        {
            TraceReplay.Run(path, new CheckOptions { Kernel = kernel, Stop = stop }, shapes.ListenTo, new Until(stop), names);
        }
        catch (OperationCanceledException)
        {
        }

        shapes.Finish();
        output.Flush();
        return ExitCode.Holds;
    }

    private static AddressRange Addresses(string text)
    {
        var ends = text.Split('-');
        if (ends.Length <= 2 && Address(ends[0]) is { } start && (ends.Length == 1 ? start + 1 : Address(ends[1])) is { } end && start.Value < end.Value)
            return new AddressRange(start, end);
        throw new ArgumentException($"--address {text}: no address and no range; give 0x1000 or 0x1000-0x3000, whose end is not included");
    }

    private static VirtualAddress? Address(string text) =>
        ulong.TryParse(text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new VirtualAddress(value) : null;

    private static EventKindSet Kinds(string list)
    {
        var set = EventKindSet.Empty;
        foreach (var name in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (EventShape.All.FirstOrDefault(shape => shape.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } shape)
                throw new ArgumentException($"--kind {name}: no such kind; known: {string.Join(", ", EventShape.All.Select(known => known.Name))}");
            set = set.With(shape.Kind);
        }

        return set;
    }
}
