namespace Tracer.Testing;

/// <summary>A word that makes one event.</summary>
/// <param name="Name">The word.</param>
/// <param name="Example">The word with arguments, as an error shows it.</param>
/// <param name="Make">Takes its arguments from the step and makes the event; the header, and settings that are fields, come after.</param>
internal sealed record Verb(string Name, string Example, Func<ScriptStep, VmEvent> Make)
{
    private static readonly Verb[] OfTheTrace = TraceVerbs.All;

    /// <summary>Every short verb. Each kind's own name is a verb too.</summary>
    public static IReadOnlyDictionary<string, Verb> All { get; } =
        new[] { NotifierVerbs.All, LockVerbs.All, PageTableVerbs.All, TableVerbs.All, PageVerbs.All, SecondaryVerbs.All, TaskVerbs.All, OfTheTrace }
            .SelectMany(verbs => verbs).ToDictionary(verb => verb.Name);

    public static string Known => $"known: {string.Join(", ", All.Keys)}, and every kind of event by its name";

    /// <summary>True for what speaks of the trace and stands without a task.</summary>
    public static bool IsTaskless(string word) => OfTheTrace.Any(verb => verb.Name == word);

    public static string? ExampleOf(string name) => All.GetValueOrDefault(name)?.Example;

    public static Verb Find(ScriptStep step)
    {
        if (All.TryGetValue(step.VerbName, out var verb)) return verb;
        if (EventShape.All.FirstOrDefault(shape => shape.Name == step.VerbName) is { } shape)
            return new Verb(shape.Name, shape.Name, _ => new VmEvent { Header = { Kind = shape.Kind } });
        throw step.Error($"unknown verb '{step.VerbName}'", Known);
    }
}
