using Tracer.Analysis.Explaining;

namespace Tracer.Reports.Steps;

/// <summary>Steps drawn downwards: numbered lines, a column a task, so that it is seen who comes between whose steps; a star where another run differs.</summary>
public static class StepTable
{
    private const int Widest = 34;
    private const int Narrowest = 12;

    /// <param name="steps">What is drawn.</param>
    /// <param name="other">A run to compare with: steps that are not at the same place there are marked.</param>
    public static IReadOnlyList<string> Lines(IReadOnlyList<Step> steps, IReadOnlyList<Step> other)
    {
        const string indent = "  ";
        var same = Common(steps, other);
        var tasks = steps.Select(step => step.Task).Distinct().ToArray();
        var column = tasks.Length < 2 ? 0 : Math.Clamp((Wrapping.Columns - indent.Length - 5 - Widest) / (tasks.Length - 1), Narrowest, Widest);
        var lines = new List<string> { $"{indent}     {string.Concat(tasks.Select(task => task.PadRight(column)))}".TrimEnd() };
        foreach (var (i, step) in steps.Index())
            lines.AddRange(Wrapping.Wrap($"{indent}{i + 1,3}{(same.Contains(i) ? ' ' : '*')} {new string(' ', Array.IndexOf(tasks, step.Task) * column)}", step.Words));
        return lines;
    }

    // The places of a longest common part.
    private static HashSet<int> Common(IReadOnlyList<Step> steps, IReadOnlyList<Step> other)
    {
        var length = new int[steps.Count + 1, other.Count + 1];
        for (var i = steps.Count - 1; i >= 0; i--)
            for (var j = other.Count - 1; j >= 0; j--)
                length[i, j] = steps[i] == other[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
        var same = new HashSet<int>();
        for (var (i, j) = (0, 0); i < steps.Count && j < other.Count;)
        {
            if (steps[i] == other[j])
            {
                same.Add(i++);
                j++;
            }
            else if (length[i + 1, j] >= length[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return same;
    }
}
