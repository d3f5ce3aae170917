using Tracer.Testing.Captures;

namespace Tracer.Testing.Mutators;

/// <summary>A cond_resched right after the page-table lock was taken.</summary>
public sealed class SleepUnderLock : Mutator
{
    public override string Name => "sleep under the lock";

    public override bool Fits(CaptureBracket bracket) => bracket.Section is not null;

    public override void Apply(CaptureBracket bracket, Draft draft)
    {
        var sleep = bracket.Section!.Releasing.Became("cond_resched: (__cond_resched+0x0/0x40) caller=0xffffffff812c8f10");
        draft.InsertBehind(bracket.Section.Taking[^1], sleep);
        draft.Expect(sleep, "L04");
    }
}
