using Tracer.Lab.Checking;
using Tracer.Testing;
using Tracer.Traces;

namespace Tracer.Tests.Analysis.Findings;

/// <summary>What a finding calls held, and its depth, is what a reader with a pencil finds at the culprit's line of the events themselves.</summary>
public sealed class HeldTests
{
    private static readonly string[] Folders = ["traces/museum", "traces/rules"];

    public static TheoryData<string> Recordings =>
    [
        .. Folders.SelectMany(folder => Directory.GetFiles(RepositoryRoot.At(folder), "*.nettrace", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(RepositoryRoot.Path, path)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Held_and_depth_are_those_of_the_culprit(string path)
    {
        var trace = RepositoryRoot.At(path);
        var report = TraceCheck.Run(trace, new CheckOptions());
        var events = new Kept();
        using (var opened = TraceFile.Open(trace, null)) opened.Read(events);
        foreach (var finding in report.Findings.Concat(report.PolicyRemarks))
        {
            var name = $"{finding.Reason.Code} at #{finding.Sequence}";
            var held = Locks(events.All, finding.Culprit.Header);
            var told = finding.Held.Where(of => of.Acquired.Header.Kind == EventKind.LockAcquired).Select(of => of.Acquired.Header.Sequence);
            Assert.True(held.Order().SequenceEqual(told.Order()), $"{name} holds [{string.Join(' ', held.Order())}] and is told with [{string.Join(' ', told.Order())}]");
            if (finding.PreemptDepth is { } depth) Assert.Equal(events.All.Single(e => e == finding.Culprit).Header.PreemptDepth, depth);
        }
    }

    // What the task had taken before and not yet given back; a culprit that releases a lock is still in it.
    private static HashSet<long> Locks(List<VmEvent> events, EventHeader culprit)
    {
        var held = new Dictionary<LockId, Stack<long>>();
        foreach (var e in events.Where(e => e.Header.Task == culprit.Task && e.Header.Sequence < culprit.Sequence))
        {
            if (e.Header.Kind == EventKind.LockAcquired)
            {
                var id = e.As<LockAcquired>().Lock;
                if (!held.TryGetValue(id, out var taken)) held[id] = taken = new();
                taken.Push(e.Header.Sequence);
            }
            else if (e.Header.Kind == EventKind.LockReleased && held.TryGetValue(e.As<LockReleased>().Lock, out var taken) && taken.Count > 0)
            {
                taken.Pop();
            }
        }

        return [.. held.Values.SelectMany(taken => taken)];
    }

    private sealed class Kept : IEventSink
    {
        public List<VmEvent> All { get; } = [];

        public void Accept(ReadOnlySpan<VmEvent> events) => All.AddRange(events);
    }
}
