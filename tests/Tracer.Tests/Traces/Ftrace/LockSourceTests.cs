namespace Tracer.Tests.Traces.Ftrace;

/// <summary>Captures whose locks are shown twice, by probes and by lockdep's tracepoints: either source alone gives the same.</summary>
public sealed class LockSourceTests
{
    private static readonly string[] Probes =
    [
        "spin_lock", "spin_locked", "spin_unlock", "spin_trylock", "spin_trylock_ret", "read_lock", "read_unlock", "write_lock", "write_unlock",
        "down_read", "down_read_trylock", "up_read", "down_write", "down_write_killable", "up_write", "mutex_unlock",
    ];

    private static readonly string[] Tracepoints = ["lock_acquire", "lock_release"];

    public static TheoryData<string> Captures => ["planted/lockdep-both-bug09-mprotect-kvm", "planted/lockdep-both-control-mprotect-kvm"];

    [Theory]
    [MemberData(nameof(Captures))]
    public void Either_source_alone_gives_the_sections_of_both(string capture)
    {
        var both = KernelText.OfCapture(capture);
        var tableLocks = TableLocksOf(both);
        var sections = SectionsOf(both, tableLocks);
        Assert.True(sections.Count(step => step.StartsWith("lock", StringComparison.Ordinal)) >= 20);
        Assert.Equal(sections, SectionsOf(Without(Probes, capture), tableLocks));
        Assert.Equal(sections, SectionsOf(Without(Tracepoints, capture), tableLocks));
    }

    // Only the tracepoints name classes.
    [Theory]
    [MemberData(nameof(Captures))]
    public void The_tracepoints_know_every_page_table_lock(string capture) =>
        Assert.Equal(TableLocksOf(KernelText.OfCapture(capture)), TableLocksOf(Without(Probes, capture)));

    // What is taken, stored and given back, in the trace's order; numbers of lines differ where lines are left out.
    private static List<string> SectionsOf(KernelText text, HashSet<string> tableLocks)
    {
        var steps = new List<string>();
        foreach (var e in text.Events)
        {
            if (e.Header.Kind == EventKind.PteChanged) steps.Add($"store {e.As<PteChanged>().Address} of {e.Header.Task}");
            else if (e.Header.Kind == EventKind.LockAcquired) Add("lock", e.As<LockAcquired>().Lock);
            else if (e.Header.Kind == EventKind.LockReleased) Add("unlock", e.As<LockReleased>().Lock);

            void Add(string verb, LockId id)
            {
                if (text.Names.Of(id) is { } name && tableLocks.Contains(name)) steps.Add($"{verb} {name} of {e.Header.Task}");
            }
        }

        return steps;
    }

    private static HashSet<string> TableLocksOf(KernelText text) =>
        [.. text.All<LockAcquired>().Where(acquired => acquired.Class == LockClass.PageTable).Select(acquired => text.Names.Of(acquired.Lock)!)];

    private static KernelText Without(string[] events, string capture) =>
        KernelText.Of([.. KernelText.LinesOf(capture).Where(line => !events.Any(name => line.Contains($": {name}: ", StringComparison.Ordinal)))]);
}
