namespace Tracer.Lab.Filtering;

/// <summary>One thing a person asks of events, and whether anything in the trace was so.</summary>
/// <param name="option">The option by which it was asked for, such as <c>--task</c>.</param>
/// <param name="asked">What was asked for, as it was typed.</param>
/// <param name="test">Tells whether an event is so.</param>
/// <param name="known">What might have been asked for, once the trace is read; none where any number may be.</param>
public sealed class Criterion(string option, string asked, EventTest test, Func<IEnumerable<string>>? known = null)
{
    private const int MostTold = 3;

    /// <summary>What might have been asked for, once the trace is read; null where any number may be.</summary>
    public Func<IEnumerable<string>>? Known => known;

    /// <summary>At least one event of the trace was so.</summary>
    public bool IsMet { get; private set; }

    public bool Holds(in VmEvent e)
    {
        if (!test(in e)) return false;
        IsMet = true;
        return true;
    }

    /// <summary>Says in one line that nothing in the trace is so, and what comes nearest.</summary>
    public string Complaint()
    {
        var near = known is null ? [] : Nearest.To(asked, known(), MostTold);
        return near.Count == 0 ? $"{option} {asked}: no event is of that sort" : $"{option} {asked}: no event is of that sort; nearest: {string.Join(", ", near)}";
    }
}

/// <summary>Tells whether an event is so.</summary>
public delegate bool EventTest(in VmEvent e);
