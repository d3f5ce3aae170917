using Tracer.Analysis;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Analysis.Shapes;
using Tracer.Tables.Storage;

namespace Tracer.Tables.Loading;

/// <summary>Fills the tables of one trace while it is checked: <see cref="ListenTo"/> before the first event, <see cref="Finish"/> with the report.</summary>
public sealed class TraceLoader : IDisposable
{
    private readonly TraceDatabase database;
    private readonly TraceRows rows;
    private readonly LoadContext context;
    private readonly EventRows events;
    private readonly ChangeRows changes;
    private readonly SpanRows spans;
    private readonly OperationShapes shapes;

    /// <param name="database">Where the tables are made.</param>
    /// <param name="source">The form of the trace, which tells whether it has lines.</param>
    public TraceLoader(TraceDatabase database, TraceSourceKind source)
    {
        this.database = database;
        rows = database.Begin();
        context = new LoadContext(rows, new EventPlace(source));
        changes = new ChangeRows(context);
        events = new EventRows(context);
        spans = new SpanRows(context, changes);
        shapes = new OperationShapes(spans.Shape);
    }

    public void ListenTo(Analyzer analyzer)
    {
        context.State = analyzer.State;

        // A shape is told before the operation that it is the shape of.
        shapes.ListenTo(analyzer);
        analyzer.Subscribe<SpanEnded>(spans.Hear);
        analyzer.Subscribe<SectionEnded>(changes.Hear);
        analyzer.Subscribe<VmEvent>(Hear);
    }

    /// <summary>The trace has ended: its tables are whole.</summary>
    public void Finish(TraceReport report)
    {
        shapes.Finish();
        ReportRows.Write(report, context);
        rows.Finish();
        database.End(report.Path);
    }

    public void Dispose() => rows.Dispose();

    private void Hear(in VmEvent e)
    {
        if (e.Header.Kind == EventKind.Named)
        {
            context.Names.Learn(in e);
            return;
        }

        var task = context.State.TaskOf(e.Header);
        if (e.Header.Kind == EventKind.OperationBegan && !Operations.IsInterrupt(e.Header) && e.As<OperationBegan>().Source != OperationSource.Function)
        {
            context.Operations.Begin(e.Header);
            changes.EndOperation(e.Header);
        }
        else if (e.Header.Kind == EventKind.EventsLost)
        {
            changes.Doubt();
        }

        var operation = context.Operations.Of(e.Header);
        var held = context.Held.Of(task);
        events.Write(in e, operation, in held);
        changes.Write(in e, task, operation, in held);
    }
}
