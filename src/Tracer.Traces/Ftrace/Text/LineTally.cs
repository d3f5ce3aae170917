using Tracer.Events.Sources;
using Tracer.Traces.Ftrace.Naming;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>Counts what became of each line.</summary>
internal sealed class LineTally
{
    private readonly List<TextPlan> unused = [];

    /// <summary>Lines of events that were taken.</summary>
    public long Events { get; set; }

    /// <summary>Lines around the events that say something of them.</summary>
    public long Header { get; set; }

    public long Unused { get; set; }

    public long NotUnderstood { get; set; }

    public long Damaged { get; set; }

    /// <summary>Lines of a function tracer; they are unused too.</summary>
    public long Calls { get; set; }

    /// <summary>A line of an event that is of no use.</summary>
    public void Pass(TextPlan plan)
    {
        Unused++;
        if (plan.Passed++ == 0) unused.Add(plan);
    }

    public LineCounts Counts => new(Events + Header, Unused, NotUnderstood, Damaged)
    {
        UnusedEvents =
        [
            .. unused.GroupBy(plan => plan.Name).Select(same => new EventLineCount(same.Key, same.Sum(plan => plan.Passed)))
                .OrderByDescending(count => count.Lines).ThenBy(count => count.Event, StringComparer.Ordinal),
        ],
        Events = Events,
        Calls = Calls,
    };
}
