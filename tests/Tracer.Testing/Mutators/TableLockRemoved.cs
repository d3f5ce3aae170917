using Tracer.Testing.Captures;

namespace Tracer.Testing.Mutators;

/// <summary>No page-table lock around the changes; the depth column tells so, as a kernel's would.</summary>
public sealed class TableLockRemoved : Mutator
{
    public override string Name => "table lock removed";

    public override bool Fits(CaptureBracket bracket) => bracket.Section is { IsFirst: false };

    public override void Apply(CaptureBracket bracket, Draft draft)
    {
        var section = bracket.Section!;
        foreach (var store in section.Stores)
            if (!CaptureStore.IsSecondHalf(store)) draft.Expect(store, "L02");
        foreach (var line in section.Within) draft.Replace(line, line.OneLess());
        draft.Remove([.. section.Taking, section.Releasing]);
    }
}
