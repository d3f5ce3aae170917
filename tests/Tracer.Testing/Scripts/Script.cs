namespace Tracer.Testing;

/// <summary>
/// Traces as one line of text: <c>A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A end 0x1000+1</c>.
/// README.md beside this file is the language's reference.
/// </summary>
public static class Script
{
    /// <exception cref="ScriptException">With the line, the step, and what is allowed there.</exception>
    public static ScriptTrace Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var world = new ScriptWorld();
        var events = new List<VmEvent>();
        var lines = text.Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            foreach (var step in lines[line].Split('#')[0].Split('·', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                events.Add(Parse(new ScriptStep(step, line + 1, world), events.Count + 1));
        }

        return new ScriptTrace([.. events], world.Names.All) { Naming = world.Names.Events };
    }

    private static VmEvent Parse(ScriptStep step, int number)
    {
        try
        {
            var e = Verb.Find(step).Make(step);
            e.Header.Sequence = number;
            e.Header.Task = step.Task;
            step.WriteRemainingSettings(ref e);
            var (depth, context) = step.World.Take(in e);
            if (!step.Gives(nameof(EventHeader.PreemptDepth))) e.Header.PreemptDepth = depth;
            if (!step.Gives(nameof(EventHeader.Context))) e.Header.Context = context;
            return e;
        }
        catch (OverflowException)
        {
            throw step.Error("a number is too large");
        }
    }
}
