using Tracer.Engine.Locks;
using Tracer.Engine.Protocols;
using Tracer.Engine.Protocols.Choices;

namespace Tracer.Engine.Notifiers;

/// <summary>What the notifier lists of a machine have in common: who keeps them in being while they are walked, and the numbers of ranges.</summary>
internal sealed class NotifierLists(Kernel kernel, ReadSide rcu, ReadSide srcu)
{
    private int ranges;

    internal Kernel Kernel => kernel;

    /// <summary>What keeps a list in being while it is walked.</summary>
    internal ReadSide Walks { get; } = kernel.Protocol.Is(NotifierList.Rcu) ? rcu : srcu;

    internal RangeId NextRange() => new(++ranges);

    internal void Reset() => ranges = 0;
}
