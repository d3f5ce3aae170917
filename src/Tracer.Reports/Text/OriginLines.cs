using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;

namespace Tracer.Reports.Text;

/// <summary>The lines behind a verdict: which code the trace shows and how that is known; how much of the run it holds; what of it was not understood.</summary>
public static class OriginLines
{
    private const int MostTold = 3;

    public static IEnumerable<string> Of(TraceHead trace) => trace.Origin is { } origin
        ?
        [
            .. Wrapping.Wrap("  From  ", $"{Code(origin)}; {Form(origin.Kind)}, {trace.Events:N0} events"),
            .. Against(origin),
            .. Wrapping.Wrap("  Holds ", Extent(trace)),
            .. LinesText.Amiss(trace),
            .. UnreadText.Of(trace.Completeness.Unread),
        ]
        : [];

    private static IEnumerable<string> Against(TraceOrigin origin) => origin.Contradiction is { } contradiction ? Wrapping.Wrap("  But   ", contradiction) : [];

    private static string Code(TraceOrigin origin)
    {
        var code = origin switch
        {
            { Protocol: { } protocol } => $"protocol {protocol}",
            { Kernel: { } kernel } => $"Linux {kernel}",
            _ => "unknown protocol or kernel",
        };
        var known = origin.KnownFrom switch
        {
            KnownFrom.Header => ", as the trace says",
            KnownFrom.Option => ", as the option says",
            KnownFrom.Probes => ", as its probes tell",
            _ => "",
        };
        return code + known + (origin.Why is { } why ? $" ({why})" : "");
    }

    private static string Form(TraceSourceKind kind) => kind switch
    {
        TraceSourceKind.Engine => "a run of the engine",
        TraceSourceKind.Nettrace => "nettrace",
        TraceSourceKind.FtraceText => "ftrace text",
        TraceSourceKind.FtraceReport => "trace-cmd report",
        _ => "trace.dat",
    };

    private static string Inside(TraceHead trace)
    {
        var place = EventPlace.In(trace);
        var told = trace.Unfinished.Take(MostTold).Select(began => $"{OperationWords.Of(in began, trace.Names)} of {trace.Names.Of(began.Header.Task)} since {place.Of(in began)}");
        var more = trace.Unfinished.Count > MostTold ? $" and {trace.Unfinished.Count - MostTold} more" : "";
        return $"ends inside {string.Join(", ", told)}{more}";
    }

    private static string Extent(TraceHead trace)
    {
        var held = trace.Completeness;
        var parts = new List<string>();
        if (held is { StartsInMiddle: true, EndsInMiddle: true }) parts.Add("starts and ends in the middle of the run");
        else if (held.StartsInMiddle) parts.Add("starts in the middle of the run");
        else if (held.EndsInMiddle) parts.Add("ends in the middle of the run");
        if (held.EndsInMiddle && trace.Unfinished.Count > 0) parts.Add(Inside(trace));
        if (LossText.Any(held)) parts.Add(LossText.Of(trace));
        if (held.Missing is { } missing) parts.Add($"missing at the end: {missing}");
        if (trace.Next is { } next) parts.Add($"another trace follows in this file: {next}");
        return parts.Count == 0 ? "the whole run, nothing lost" : string.Join("; ", parts);
    }
}
