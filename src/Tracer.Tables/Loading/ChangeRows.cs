using Tracer.Analysis.Replay;
using Tracer.Analysis.State;
using Tracer.Tables.Storage;

namespace Tracer.Tables.Loading;

/// <summary>Stores, reads, flushes and invalidations, with the bracket, the section and the operation that each lies in; and the sections.</summary>
internal sealed class ChangeRows(LoadContext context)
{
    private readonly Dictionary<int, (Untold Flushed, Untold Invalidated)> untold = [];
    private readonly Dictionary<long, BracketChanges> brackets = [];
    private readonly Stack<BracketChanges> spare = [];

    public void Write(in VmEvent e, TaskState task, long? operation, in StoredText held)
    {
        switch (e.Header.Kind)
        {
            case EventKind.PteChanged:
                Store(in e, task, operation, in held);
                break;
            case EventKind.PteRead:
                Read(in e, task, operation);
                break;
            case EventKind.TlbFlushed:
                Flush(in e, task, operation, in held);
                break;
            case EventKind.RangeInvalidated:
                ref readonly var ir = ref e.As<RangeInvalidated>();
                Invalidate(in e, task, operation, in held, ir.Source == InvalidationSource.NotTold ? null : context.Names.Word(ir.Source), ir.Mm, ir.Extent, "invalidate-range");
                break;
            case EventKind.PageInvalidated:
                ref readonly var page = ref e.As<PageInvalidated>();
                Invalidate(in e, task, operation, in held, null, page.Mm, page.Extent, "invalidate-page");
                break;
        }
    }

    public void Hear(in SectionEnded ended)
    {
        ref readonly var acquired = ref ended.Acquired.As<LockAcquired>();
        long flushed = 0, invalidated = 0;
        foreach (ref readonly var change in ended.Section.Changes)
        {
            if (change.IsFlushed) flushed++;
            if (change.IsInvalidated) invalidated++;
        }

        var header = ended.Acquired.Header;
        context.Rows.Sections
            .Number(header.Sequence).Number(ended.Released.Header.Sequence).Number(context.Line(header.Sequence)).Number(header.TimestampNs).Text(context.Names.Of(header.Task))
            .Text(context.Names.Of(acquired.Lock)).Text(context.Names.Of(acquired.Table)).Number(ended.Released.Header.TimestampNs - header.TimestampNs)
            .Number(ended.Section.Changes.Length).Number(flushed).Number(invalidated).Number(ended.Section.Invalidations.Length)
            .Number(context.Operations.Of(in header)).EndRow();
    }

    /// <summary>What the bracket that began there has seen; the caller hands it back with <see cref="Return"/>.</summary>
    public BracketChanges Take(long bracket) => brackets.Remove(bracket, out var changes) ? changes : New();

    public void Return(BracketChanges changes)
    {
        changes.Clear();
        spare.Push(changes);
    }

    public void EndOperation(in EventHeader header)
    {
        var (flushed, invalidated) = UntoldOf(in header);
        flushed.Clear();
        invalidated.Clear();
    }

    /// <summary>Events were lost.</summary>
    public void Doubt()
    {
        foreach (var (flushed, invalidated) in untold.Values)
        {
            flushed.Doubt();
            invalidated.Doubt();
        }
    }

    private void Store(in VmEvent e, TaskState task, long? operation, in StoredText held)
    {
        ref readonly var change = ref e.As<PteChanged>();
        var kind = change.Classify();
        var mustBeTold = kind.NeedsNotification();
        if (mustBeTold && change.Address.IsKnown)
        {
            var (flushed, invalidated) = UntoldOf(e.Header);
            flushed.Change(change.Mm, change.Extent);
            invalidated.Change(change.Mm, change.Extent);
            AddToBrackets(task, in change);
        }

        Place(context.Rows.Changes, in e)
            .Text(context.Names.Of(change.Mm)).Address(change.Address.IsKnown ? change.Address.Value : null).Address(PageSize.Of(change.Level))
            .Number(change.Table.Value == 0 ? null : change.Table.Value).Number(change.Index).Text(context.Names.Word(change.Level))
            .Text(context.Names.Word(change.Operation)).Text(context.Names.Word(kind)).Flag(mustBeTold).Address(change.Old.Bits).Address(change.New.Bits)
            .Text(context.Names.Function(e.Header.Function)).Text(context.Names.Caller(e.Header.Function)).Text(in held)
            .Number(task.BracketOn(change.Mm)?.Start.Header.Sequence).Number(SectionOf(task, change.Table)).Number(operation).EndRow();
    }

    private void AddToBrackets(TaskState task, in PteChanged change)
    {
        foreach (var bracket in task.Brackets)
        {
            if (!bracket.IsOpen || bracket.Mm != change.Mm || !bracket.Extent.Overlaps(change.Extent)) continue;
            var start = bracket.Start.Header.Sequence;
            if (!brackets.TryGetValue(start, out var changes)) brackets[start] = changes = New();
            changes.Add(change.Extent);
        }
    }

    private void Read(in VmEvent e, TaskState task, long? operation)
    {
        ref readonly var read = ref e.As<PteRead>();
        context.Rows.Reads
            .Number(e.Header.Sequence).Number(context.Line(e.Header.Sequence)).Text(context.Names.Of(e.Header.Task)).Text(context.Names.Of(read.Mm))
            .Address(read.Address.IsKnown ? read.Address.Value : null).Number(read.Table.Value == 0 ? null : read.Table.Value).Number(read.Index)
            .Text(context.Names.Word(read.Level)).Address(read.Entry.Bits).Text(context.Names.Function(e.Header.Function))
            .Number(SectionOf(task, read.Table)).Number(operation).EndRow();
    }

    private void Flush(in VmEvent e, TaskState task, long? operation, in StoredText held)
    {
        ref readonly var flush = ref e.As<TlbFlushed>();

        // A flush that is put off, or of one CPU, leaves it to be done.
        var fresh = UntoldOf(e.Header).Flushed.Tell(flush.Mm, flush.Extent, tells: !flush.Deferred && flush.Scope == FlushScope.All);
        var row = Place(context.Rows.Flushes, in e).Text(context.Names.Word(flush.Scope)).Flag(flush.Deferred).Flag(flush.Tables);
        Rest(row, in e, task, operation, in held, flush.Mm, flush.Extent, fresh);
    }

    private void Invalidate(in VmEvent e, TaskState task, long? operation, in StoredText held, StoredText? source, MmId mm, AddressRange extent, string call)
    {
        var fresh = UntoldOf(e.Header).Invalidated.Tell(mm, extent, tells: true);
        var row = Place(context.Rows.Invalidations, in e).Text(call).Text(source);
        Rest(row, in e, task, operation, in held, mm, extent, fresh);
    }

    private RowWriter Place(RowWriter row, in VmEvent e) => row
        .Number(e.Header.Sequence).Number(context.Line(e.Header.Sequence)).Number(e.Header.TimestampNs).Text(context.Names.Of(e.Header.Task));

    private void Rest(RowWriter row, in VmEvent e, TaskState task, long? operation, in StoredText held, MmId mm, AddressRange extent, ulong? fresh) => row
        .Text(context.Names.Of(mm)).Address(extent.Start.Value).Address(extent.End.Value).Address(extent.Length).Address(fresh)
        .Text(context.Names.Function(e.Header.Function)).Text(context.Names.Caller(e.Header.Function)).Text(in held)
        .Number(task.BracketOn(mm)?.Start.Header.Sequence).Number(task.PageTableLock?.Acquired.Header.Sequence).Number(operation).EndRow();

    // The section of the table's own lock, else the innermost.
    private long? SectionOf(TaskState task, TableId table)
    {
        if (task.PageTableLock is not { } innermost) return null;
        var own = table.Value == 0 ? default : context.State.Table(table).Lock;
        foreach (ref readonly var held in task.Locks)
            if (held.Section is not null && held.Lock == own) return held.Acquired.Header.Sequence;
        return innermost.Acquired.Header.Sequence;
    }

    private (Untold Flushed, Untold Invalidated) UntoldOf(in EventHeader header)
    {
        var key = Operations.IsInterrupt(in header) ? ~header.Task.Value : header.Task.Value;
        if (!untold.TryGetValue(key, out var known)) untold[key] = known = (new Untold(), new Untold());
        return known;
    }

    private BracketChanges New() => spare.TryPop(out var known) ? known : new BracketChanges();
}
