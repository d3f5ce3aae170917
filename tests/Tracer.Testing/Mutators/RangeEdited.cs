using Tracer.Testing.Captures;

namespace Tracer.Testing.Mutators;

/// <summary>The bracket is where it belongs and the core's calls name other addresses. What the driver was told and did stays as it was: the fault is the core's alone.</summary>
public abstract class RangeEdited : Mutator
{
    protected const ulong PageSize = 4096;

    public override bool Fits(CaptureBracket bracket) =>
        bracket.Changes.All(change => change.Page is not null) && bracket.Changes.Any(change => IsOutside(change.Page, RangeFor(bracket)));

    public override void Apply(CaptureBracket bracket, Draft draft)
    {
        var range = RangeFor(bracket);
        foreach (var line in bracket.Starting.Concat(bracket.Ending))
        {
            if (line.Name is not ("range_start" or "range_end")) continue;
            var edited = draft.Replace(line, line.WithRange(range.Start, range.End));
            if (line == bracket.Starting[0] && range.End % PageSize != 0) draft.Expect(edited, "N07");
        }

        foreach (var change in bracket.Changes)
            if (IsOutside(change.Page, range)) draft.Expect(change.Line, "N05");
        foreach (var line in bracket.NewEntries)
            if (IsOutside(line.Field("addr"), range)) draft.Expect(line, "C04");
    }

    protected abstract (ulong Start, ulong End) RangeFor(CaptureBracket bracket);

    private static bool IsOutside(ulong? page, (ulong Start, ulong End) range) => page < range.Start || page + PageSize > range.End;
}

/// <summary>The range stops short of the last page that changes; where it is one page long, its length is in pages, which N07 names too.</summary>
public sealed class TooShort : RangeEdited
{
    public override string Name => "too short";

    protected override (ulong Start, ulong End) RangeFor(CaptureBracket bracket)
    {
        var last = bracket.Changes.Max(change => change.Page!.Value);
        return (bracket.Start, last > bracket.Start ? last : bracket.Start + 1);
    }
}

/// <summary>The range lies one page higher, or one lower where only that leaves a change outside.</summary>
public sealed class ShiftedByAPage : RangeEdited
{
    public override string Name => "shifted by a page";

    protected override (ulong Start, ulong End) RangeFor(CaptureBracket bracket) =>
        bracket.Changes.Any(change => change.Page == bracket.Start)
            ? (bracket.Start + PageSize, bracket.End + PageSize)
            : (bracket.Start - PageSize, bracket.End - PageSize);
}
