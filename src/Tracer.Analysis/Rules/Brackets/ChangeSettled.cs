using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>A store whose meaning is settled: it was not put back in the same section, so it is a change others must be told of.</summary>
/// <param name="Store">The store.</param>
/// <param name="Class">What it does.</param>
/// <param name="Placement">How it lies to the brackets of its task.</param>
/// <param name="Bracket">The bracket the placement speaks of; null if none.</param>
/// <param name="Context">What the task held at the store.</param>
public readonly record struct ChangeSettled(PteChanged Store, ChangeClass Class, Placement Placement, Bracket? Bracket, TaskContext Context);

/// <summary>How a change lies to the brackets of its task on its address space.</summary>
public enum Placement
{
    /// <summary>An open bracket holds all of it.</summary>
    Inside,

    /// <summary>A bracket is open, and the store's address is known from the bracket alone.</summary>
    InsideByBracketOnly,

    /// <summary>Brackets are open, none holds all of it.</summary>
    NotCovered,

    /// <summary>None is open; one that held it, with no change of it, has ended in this operation.</summary>
    AfterEnd,

    /// <summary>None is open.</summary>
    Outside,

    /// <summary>The trace does not tell which brackets the task has open.</summary>
    Unknown,
}
