using Tracer.Testing.Captures;

namespace Tracer.Testing.Mutators;

/// <summary>A copy of a capture that mutators change, with the breaches that must be found in it.</summary>
public sealed class Draft(Capture capture)
{
    private readonly List<CaptureLine> lines = [.. capture.Lines];
    private readonly List<(CaptureLine Culprit, string Rule)> breaches = [];

    /// <summary>The text, a line feed after each line.</summary>
    public string Text => CaptureText.Of(lines);

    /// <summary>What must be found: rule and line number, by line.</summary>
    public IReadOnlyList<Breach> Breaches =>
        [.. breaches.Select(breach => new Breach(At(breach.Culprit) + 1, breach.Rule)).OrderBy(breach => breach.Line).ThenBy(breach => breach.Rule, StringComparer.Ordinal)];

    /// <summary>The rule must name this line.</summary>
    public void Expect(CaptureLine culprit, string rule) => breaches.Add((culprit, rule));

    internal void Remove(IEnumerable<CaptureLine> gone)
    {
        var set = gone.ToHashSet();
        lines.RemoveAll(set.Contains);
    }

    internal void MoveBehind(CaptureLine anchor, IReadOnlyList<CaptureLine> moved)
    {
        Remove(moved);
        lines.InsertRange(At(anchor) + 1, moved);
    }

    internal void InsertBehind(CaptureLine anchor, CaptureLine added) => lines.Insert(At(anchor) + 1, added);

    internal CaptureLine Replace(CaptureLine line, CaptureLine other)
    {
        lines[At(line)] = other;
        for (var i = 0; i < breaches.Count; i++)
            if (breaches[i].Culprit == line) breaches[i] = (other, breaches[i].Rule);
        return other;
    }

    /// <summary>The lines from one to another, of all tasks.</summary>
    internal IReadOnlyList<CaptureLine> Between(CaptureLine first, CaptureLine last) => lines[At(first)..(At(last) + 1)];

    private int At(CaptureLine line)
    {
        var at = lines.IndexOf(line);
        return at >= 0 ? at : throw new ArgumentException($"is not in the draft: {line}", nameof(line));
    }
}

/// <summary>A rule that is broken, and the number of the line that breaks it.</summary>
public readonly record struct Breach(long Line, string Rule);
