using Tracer.Analysis.Findings;

namespace Tracer.Charts.Building;

/// <summary>What touched some pages, over all tasks and from its beginning to its end.</summary>
/// <param name="pages">What a person calls them.</param>
/// <param name="head">The trace.</param>
public sealed class PageSubject(string pages, TraceHead head) : LaneSubject(head)
{
    public override string Title => $"page {pages}";

    public override string Subtitle => "All that touched it: entries, invalidations, devices, and what tasks held meanwhile.";

    public override bool MarksAll => true;

    public override (VmEvent Event, string Label)? FocusIn(IReadOnlyList<VmEvent> points) => null;
}
