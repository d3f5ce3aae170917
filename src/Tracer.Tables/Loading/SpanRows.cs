using Tracer.Analysis.Explaining;
using Tracer.Analysis.Replay;
using Tracer.Analysis.Shapes;

namespace Tracer.Tables.Loading;

/// <summary>What lasts, when it has ended: operations, locks, brackets, callbacks.</summary>
internal sealed class SpanRows(LoadContext context, ChangeRows changes)
{
    private OperationShape? shape;

    /// <summary>Hears of an operation's shape, right before its end.</summary>
    public void Shape(OperationShape shape)
    {
        if (shape.Began.Header.Kind != EventKind.None) this.shape = shape;
        else Outside(shape);
    }

    public void Hear(in SpanEnded span)
    {
        switch (span.Kind)
        {
            case SpanKind.Operation:
                Operation(in span);
                break;
            case SpanKind.Lock or SpanKind.PageTableLock:
                Lock(in span);
                break;
            case SpanKind.Bracket:
                Bracket(in span);
                break;
            case SpanKind.Callback:
                Callback(in span);
                break;
        }
    }

    private void Operation(in SpanEnded span)
    {
        var header = span.Header;
        if (!Operations.IsInterrupt(in header))
        {
            changes.EndOperation(in header);
            if (span.Begin.Header.Kind != EventKind.None) context.Operations.End(header.Task, span.End.Header.Kind == EventKind.None ? long.MaxValue : span.End.Header.Sequence);
        }

        // Of an operation that began before the trace nothing is told but that it ended.
        if (span.Begin.Header.Kind == EventKind.None) return;
        ref readonly var began = ref span.Begin.As<OperationBegan>();
        var known = shape is { } last && last.First == header.Sequence ? last : null;
        shape = null;
        var mm = began.Mm.Value != 0 ? began.Mm : known?.Mm ?? default;
        context.Rows.Operations
            .Number(header.Sequence).Number(End(in span)).Number(context.Line(header.Sequence)).Text(context.Names.Of(header.Task))
            .Text(NameOf(in began)).Text(context.Names.Word(began.Source)).Text(context.Names.Of(mm)).Number(header.TimestampNs).Number(Lasted(in span))
            .Text(context.Names.Word(span.How)).Text(known?.Steps).Text(known is null ? null : Functions(known)).EndRow();
    }

    private void Outside(OperationShape outside) => context.Rows.Operations
        .Number(outside.First).Number(outside.Last).Number(context.Line(outside.First)).Text(context.Names.Of(outside.Task))
        .Null().Null().Text(context.Names.Of(outside.Mm)).Null().Null().Null().Text(outside.Steps).Text(Functions(outside)).EndRow();

    private void Lock(in SpanEnded span)
    {
        var header = span.Header;
        var isAcquired = span.Begin.Header.Kind != EventKind.None;
        var acquired = isAcquired ? span.Begin.As<LockAcquired>() : Of(span.End.As<LockReleased>());
        context.Rows.Locks
            .Number(Begin(in span)).Number(End(in span)).Number(context.Line(header.Sequence)).Number(header.TimestampNs).Text(context.Names.Of(header.Task))
            .Text(context.Names.Of(acquired.Lock)).Text(context.Names.Word(acquired.Class)).Text(context.Names.Word(acquired.Type)).Text(context.Names.Word(acquired.Mode))
            .Flag(acquired.Trylock).Text(context.Names.Function(header.Function)).Text(context.Names.Caller(header.Function))
            .Text(context.Names.Of(acquired.Mm)).Text(context.Names.Of(acquired.Table)).Number(Lasted(in span)).Text(context.Names.Word(span.How))
            .Number(context.Operations.Of(in header)).EndRow();
    }

    private void Bracket(in SpanEnded span)
    {
        var header = span.Header;
        var (mm, range, why) = span.Begin.Header.Kind switch
        {
            EventKind.RangeStartReturned => (span.Begin.As<RangeStartReturned>().Mm, span.Begin.As<RangeStartReturned>().Extent, span.Begin.As<RangeStartReturned>().Event),
            EventKind.RangeStartEntered => (span.Begin.As<RangeStartEntered>().Mm, span.Begin.As<RangeStartEntered>().Extent, span.Begin.As<RangeStartEntered>().Event),
            _ => (span.End.As<RangeEndEntered>().Mm, span.End.As<RangeEndEntered>().Extent, span.End.As<RangeEndEntered>().Event),
        };
        var seen = changes.Take(span.Begin.Header.Sequence);
        context.Rows.Brackets
            .Number(Begin(in span)).Number(End(in span)).Number(context.Line(header.Sequence)).Number(header.TimestampNs).Text(context.Names.Of(header.Task))
            .Text(context.Names.Of(mm)).Text(why == NotifierEvent.NotTold ? null : context.Names.Word(why))
            .Address(range.Start.Value).Address(range.End.Value).Address(range.Length)
            .Number(seen.Entries).Address(seen.Bytes).Address(seen.Hull?.Start.Value).Address(seen.Hull?.End.Value)
            .Number(Lasted(in span)).Text(context.Names.Word(span.How)).Text(context.Names.Function(header.Function)).Text(context.Names.Caller(header.Function))
            .Number(context.Operations.Of(in header)).EndRow();
        changes.Return(seen);
    }

    private void Callback(in SpanEnded span)
    {
        var header = span.Header;
        CallbackReturned? returned = span.End.Header.Kind == EventKind.CallbackReturned && span.How == SpanEnd.Paired ? span.End.As<CallbackReturned>() : null;
        var (driver, kind, mm, range) = span.Begin.Header.Kind == EventKind.CallbackEntered
            ? (span.Begin.As<CallbackEntered>().Driver, span.Begin.As<CallbackEntered>().Callback, span.Begin.As<CallbackEntered>().Mm, span.Begin.As<CallbackEntered>().Extent)
            : (span.End.As<CallbackReturned>().Driver, span.End.As<CallbackReturned>().Callback, span.End.As<CallbackReturned>().Mm, span.End.As<CallbackReturned>().Extent);
        var isShown = returned is { MayGoOn: false };
        context.Rows.Callbacks
            .Number(Begin(in span)).Number(End(in span)).Number(context.Line(header.Sequence)).Number(header.TimestampNs).Text(context.Names.Of(header.Task))
            .Text(context.Names.Of(driver)).Text(context.Names.Word(kind)).Text(context.Names.Of(mm)).Address(range.Start.Value).Address(range.End.Value).Address(range.Length)
            .Number(isShown ? returned!.Value.Result : null).Number(isShown ? Lasted(in span) : null).Text(context.Names.Word(span.How))
            .Text(context.Names.Function(header.Function)).Number(context.Operations.Of(in header)).EndRow();
    }

    // A fault's address is no part of what it is: faults are counted together.
    private string NameOf(in OperationBegan began) => began.Source == OperationSource.PageFault
        ? "page fault" : OperationWords.Of(VmEvent.Of(in began), context.Names.Names);

    private string Functions(OperationShape shape) => string.Join(", ", shape.Functions.Select(context.Names.Names.Of).Where(name => name is not null));

    private static LockAcquired Of(in LockReleased released) => new()
    {
        Header = released.Header,
        Lock = released.Lock,
        Mm = released.Mm,
        Table = released.Table,
        Class = released.Class,
        Type = released.Type,
        Mode = released.Mode,
    };

    private static long? Begin(in SpanEnded span) => span.Begin.Header.Kind == EventKind.None ? null : span.Begin.Header.Sequence;

    private static long? End(in SpanEnded span) => span.How == SpanEnd.Unended || span.End.Header.Kind == EventKind.None ? null : span.End.Header.Sequence;

    private static long? Lasted(in SpanEnded span) => span.How == SpanEnd.Paired && span.Begin.Header.Kind != EventKind.None
        ? span.End.Header.TimestampNs - span.Begin.Header.TimestampNs : null;
}
