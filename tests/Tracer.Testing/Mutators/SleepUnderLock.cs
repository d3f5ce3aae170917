using Tracer.Testing.Captures;

namespace Tracer.Testing.Mutators;

/// <summary>A cond_resched right after the page-table lock was taken.</summary>
public sealed class SleepUnderLock : Mutator
{
    public override string Name => "sleep under the lock";

    public override bool Fits(CaptureBracket bracket) => TableLockSection.Around(bracket.Changes[0].Line, bracket.Within) is not null;

    public override void Apply(CaptureBracket bracket, Draft draft)
    {
        var locked = TableLockSection.Around(bracket.Changes[0].Line, bracket.Within)!.Lines[1];
        var sleep = locked.Became("cond_resched: (__cond_resched+0x0/0x40) caller=0xffffffff812c8f10");
        draft.InsertBehind(locked, sleep);
        draft.Expect(sleep, "L04");
    }
}
