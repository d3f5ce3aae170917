namespace Tracer.Testing;

/// <summary>What a trace says of itself; these stand without a task.</summary>
internal static class TraceVerbs
{
    public static Verb[] All { get; } =
    [
        new("run", "run", _ => VmEvent.Of(new RunStarted { EngineVersion = 1, Cpus = 1 })),
        new("run-end", "run-end", _ => VmEvent.Of(new RunEnded())),
        new("lost", "lost 3", step => VmEvent.Of(
            new EventsLost { OnCpu = -1, Count = step.OptionalWord() is { } count ? (long)step.Number(count) : -1 })),
        new("decide", "decide A choices=2", step => VmEvent.Of(
            new Decision { Chosen = new TaskId(step.Id(NameSpace.Task, step.Word("a task"))), Choices = 1 })),
        new("name", "name kernel 1 6.1", Name),
    ];

    private static VmEvent Name(ScriptStep step)
    {
        var space = step.Enum<NameSpace>(step.Word("a name space"));
        var id = (int)step.Number(step.Word("an id"));
        var events = Names.Events(space, id, step.Word("a name")).ToArray();
        return events.Length == 1 ? events[0] : throw step.Error($"a name longer than {Utf8Text.Size} bytes");
    }
}
