using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Charts.Data;

namespace Tracer.Charts.Building;

/// <summary>What a picture of tasks is about.</summary>
/// <param name="head">The trace.</param>
public abstract class LaneSubject(TraceHead head)
{
    /// <summary>The trace.</summary>
    public TraceHead Head => head;

    /// <summary>How its events are found again.</summary>
    public EventPlace Place { get; } = EventPlace.In(head);

    /// <summary>In a few words, without the trace.</summary>
    public abstract string Title { get; }

    public abstract string Subtitle { get; }

    /// <summary>The address space concerned; 0 if none.</summary>
    public virtual MmId Mm => default;

    /// <summary>Every event that is drawn has a mark, whatever it is.</summary>
    public virtual bool MarksAll => false;

    /// <summary>What stands at an event as a letter or an id; null if nothing does.</summary>
    public virtual string? TagOf(in VmEvent e) => null;

    /// <summary>The event that a line runs through, and what is written there; null if none does.</summary>
    public abstract (VmEvent Event, string Label)? FocusIn(IReadOnlyList<VmEvent> points);

    /// <summary>What the event breaks a rule by.</summary>
    public virtual Finding? Finding => null;

    /// <summary>The lines below the picture.</summary>
    public virtual IEnumerable<KeyLine> Key => [];
}
