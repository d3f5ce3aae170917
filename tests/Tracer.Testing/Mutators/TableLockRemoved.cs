using Tracer.Testing.Captures;

namespace Tracer.Testing.Mutators;

/// <summary>No page-table lock around the changes; the depth column tells so, as a kernel's would.</summary>
public class TableLockRemoved : Mutator
{
    public override string Name => "table lock removed";

    public override bool Fits(CaptureBracket bracket) => TableLockSection.Around(bracket.Changes[0].Line, bracket.Within) is not null;

    public override void Apply(CaptureBracket bracket, Draft draft)
    {
        var section = TableLockSection.Around(bracket.Changes[0].Line, bracket.Within)!;
        foreach (var store in section.Stores) draft.Expect(store, "L02");
        foreach (var line in section.Lines[2..^1]) draft.Replace(line, line.OneLess());
        draft.Remove([section.Lines[0], section.Lines[1], section.Lines[^1]]);
    }
}

/// <summary>The lines of the lock are gone, but the depth column still counts it: something is held out of sight, so that nothing is proved.</summary>
public sealed class TableLockHidden : TableLockRemoved
{
    public override string Name => "table lock out of sight";

    public override void Apply(CaptureBracket bracket, Draft draft)
    {
        var section = TableLockSection.Around(bracket.Changes[0].Line, bracket.Within)!;
        draft.Remove([section.Lines[0], section.Lines[1], section.Lines[^1]]);
    }
}
