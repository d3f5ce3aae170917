namespace Tracer.Lab.Replaying;

/// <summary>What came of running a trace again.</summary>
/// <param name="Names">The trace's names.</param>
/// <param name="Events">Events compared.</param>
/// <param name="Difference">The first difference; null if there is none.</param>
/// <param name="Stopped">Why the schedule could not be followed; null if it could.</param>
/// <param name="Completeness">What of the run the trace holds.</param>
/// <param name="EngineVersion">Version of the engine that recorded it.</param>
public sealed record ReplayResult(
    Names Names, long Events, ReplayDifference? Difference, string? Stopped, Completeness Completeness, int EngineVersion)
{
    public bool IsIdentical => Difference is null && Stopped is null;
}

/// <summary>Where a run left the recorded one.</summary>
/// <param name="Recorded">The event of the trace.</param>
/// <param name="Found">The event of the run.</param>
public sealed record ReplayDifference(VmEvent Recorded, VmEvent Found);
