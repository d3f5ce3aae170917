namespace Tracer.Reports.Steps;

/// <summary>One step of a script of a run: who does what, in words.</summary>
public readonly record struct Step(string Task, string Words)
{
    /// <summary>The steps of a script, the frame around the run and its names left out. Many of one kind in a row are told by the first and the last.</summary>
    public static IReadOnlyList<Step> Of(string script)
    {
        var parsed = new List<(string Task, string Verb, string Words)>();
        foreach (var line in script.Split('\n'))
        {
            foreach (var text in line.Split('#')[0].Split('·', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (words is ["run" or "run-end" or "name" or "decide" or "lost", ..] or [_]) continue;
                parsed.Add((words[0], words[1], StepWords.Of(words[1], words[2..])));
            }
        }

        return Folded(parsed);
    }

    private static List<Step> Folded(List<(string Task, string Verb, string Words)> parsed)
    {
        const int fewest = 4;
        var steps = new List<Step>();
        for (var i = 0; i < parsed.Count;)
        {
            var end = i + 1;
            while (end < parsed.Count && (parsed[end].Task, parsed[end].Verb) == (parsed[i].Task, parsed[i].Verb)) end++;
            if (end - i < fewest)
            {
                steps.AddRange(parsed[i..end].Select(step => new Step(step.Task, step.Words)));
            }
            else
            {
                steps.Add(new Step(parsed[i].Task, parsed[i].Words));
                steps.Add(new Step(parsed[i].Task, $"… {end - i - 2:N0} more like it …"));
                steps.Add(new Step(parsed[i].Task, parsed[end - 1].Words));
            }

            i = end;
        }

        return steps;
    }
}
