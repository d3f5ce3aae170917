using Tracer.Analysis;
using Tracer.Testing.Captures;
using Tracer.Testing.Mutators;

namespace Tracer.Tests.Kernels;

/// <summary>Real traces with one thing broken at ten places: exactly what was broken is found, at its line, and nothing else.</summary>
public sealed class MutantTests
{
    internal static readonly string[] Captures =
    [
        "linux-6.1/cow-fork-kvm", "linux-6.1/msync-mkclean-kvm", "linux-6.1/munmap-kvm", "linux-6.1/mprotect-kvm", "linux-6.1/dontneed-kvm",
        "linux-6.1/pageout-kvm-tgid", "linux-6.12/cow-fork-kvm", "linux-6.12/munmap-kvm", "linux-6.12/mprotect-kvm", "linux-6.12/dontneed-kvm",
        "planted/control-mremap-kvm", "planted/control-cow-fork-kvm", "planted/control-msync-mkclean-kvm", "planted/control-pageout-kvm",
    ];

    internal static readonly Mutator[] Mutators =
    [
        new BracketRemoved(), new EndedEarly(), new TooShort(), new ShiftedByAPage(), new StartUnderLock(),
        new TableLockRemoved(), new TableLockHidden(), new EndMissing(), new SleepUnderLock(),
    ];

    public static TheoryData<string> Unmutated => [.. Captures];

    public static MatrixTheoryData<string, string> Mutated => new(Captures, Mutators.Select(mutator => mutator.Name));

    [Theory]
    [MemberData(nameof(Unmutated))]
    public void Nothing_is_found_in_the_capture_itself(string capture)
    {
        var report = KernelCheck.OfText(new Draft(Capture.Of(capture)).Text);
        Assert.Equal(TraceVerdict.Holds, report.Verdict);
        Assert.Empty(report.Findings);
    }

    [Theory]
    [MemberData(nameof(Mutated))]
    public void What_was_broken_is_found_at_its_line(string capture, string mutation)
    {
        var (draft, places) = Mutators.Single(mutator => mutator.Name == mutation).Mutate(Capture.Of(capture));
        Assert.True(places > 0);
        Assert.Equal(draft.Breaches, KernelCheck.OfText(draft.Text).Breaches());
    }

    [Theory]
    [MemberData(nameof(Unmutated))]
    public void Lost_events_leave_nothing_to_say(string capture)
    {
        var (draft, places) = new CpuEventsLost().Mutate(Capture.Of(capture));
        var report = KernelCheck.OfText(draft.Text);
        Assert.Equal(TraceVerdict.Inconclusive, report.Verdict);
        Assert.Empty(report.Findings);
        Assert.Equal(places, report.Completeness.Gaps.Count);
        Assert.All(report.Rules, result => Assert.NotEqual(RuleVerdict.Holds, result.Verdict));
    }
}
