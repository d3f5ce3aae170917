using Tracer.Analysis;
using Tracer.Testing.Captures;
using Tracer.Testing.Mutators;

namespace Tracer.Tests.Kernels;

/// <summary>Reclaim and writeback as kernel threads do them: a capture's own walks through the reverse map, which a system call made, under the name of a thread.</summary>
public sealed class KernelThreadTests
{
    private static readonly Mutator[] Mutators =
        [new BracketRemoved(), new EndMissing(), new EndedEarly(), new TooShort(), new ShiftedByAPage(), new StartUnderLock(), new TableLockRemoved(), new SleepUnderLock()];

    public static TheoryData<string, string> Threads => new()
    {
        { "linux-6.1/pageout-kvm", "kswapd0" },
        { "linux-6.1/pageout-kvm-tgid", "kcompactd0" },
        { "linux-6.1/msync-mkclean-kvm", "kworker/u5:1" },
    };

    public static MatrixTheoryData<(string Capture, string Thread), string> Mutated => new(
        Threads.Select(row => (row.Data.Item1, row.Data.Item2)), Mutators.Select(mutator => mutator.Name));

    [Theory]
    [MemberData(nameof(Threads))]
    public void What_a_thread_does_is_judged_as_if_a_system_call_did_it(string capture, string thread)
    {
        var (own, threads) = (KernelCheck.OfCapture(capture), KernelCheck.OfText(new Draft(Given(capture, thread)).Text));
        Assert.Equal(TraceVerdict.Holds, threads.Verdict);
        Assert.Empty(threads.Findings);
        foreach (var rule in "N01 N02 N03 N04 N05 L02".Split(' ')) Assert.Equal(own.Of(rule).Checked, threads.Of(rule).Checked);
    }

    [Theory]
    [MemberData(nameof(Mutated))]
    public void What_was_broken_is_found_at_its_line((string Capture, string Thread) given, string mutation)
    {
        var (draft, places) = Mutators.Single(mutator => mutator.Name == mutation).Mutate(Given(given.Capture, given.Thread));
        Assert.Equal(Mutator.Places, places);
        Assert.Equal(draft.Breaches, KernelCheck.OfText(draft.Text).Breaches());
    }

    private static Capture Given(string capture, string thread) => Capture.Of(capture).WithWalksOf(thread, 77);
}
