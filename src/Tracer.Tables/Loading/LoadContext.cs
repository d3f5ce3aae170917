using Tracer.Analysis.Explaining;
using Tracer.Analysis.State;
using Tracer.Tables.Storage;

namespace Tracer.Tables.Loading;

/// <summary>What all that fill the tables of one trace share.</summary>
internal sealed class LoadContext(TraceRows rows, EventPlace place)
{
    public TraceRows Rows => rows;

    public NameTexts Names { get; } = new(rows.Texts);

    public LockSets Held { get; } = new(rows.Texts);

    public Operations Operations { get; } = new();

    /// <summary>What the replay knows; set before the first event.</summary>
    public MachineState State { get; set; } = new();

    public long? Line(long sequence) => place.Line(sequence);
}
