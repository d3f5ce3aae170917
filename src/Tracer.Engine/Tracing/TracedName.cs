namespace Tracer.Engine.Tracing;

/// <summary>
/// Something that events speak of by an id. The id is given when it first comes up in a run, and its name is told with it, so that a
/// recording knows nothing of what it does not use.
/// </summary>
internal abstract class TracedName
{
    private static int count;

    protected TracedName(NameSpace space, string name)
    {
        Index = Interlocked.Increment(ref count) - 1;
        Space = space;
        Name = name;
        Parts = [.. Names.Events(space, 0, name).Select(part => part.As<Named>())];
    }

    internal NameSpace Space { get; }

    internal string Name { get; }

    /// <summary>Where an <see cref="EventLog"/> keeps its id. No event shows it.</summary>
    internal int Index { get; }

    /// <summary>What tells the name, but for the id.</summary>
    internal Named[] Parts { get; }
}
