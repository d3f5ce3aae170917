namespace Tracer.Analysis.Explaining;

// Page tables and TLBs.
public sealed partial class EventWords
{
    private string Say(in PteChanged change)
    {
        var huge = change.Level != TableLevel.Pte && (change.Old.IsHuge || change.New.IsHuge);
        var entry = $"{If(huge, "huge ")}{Place(change.Level, change.Address, change.Table, change.Index)}";
        return change.Operation switch
        {
            PteOperation.Clear => $"clears {entry}",
            PteOperation.Set => $"sets {entry} to {Entry(change.New)}",
            PteOperation.WriteProtect => $"write-protects {entry}",
            PteOperation.ModifyStart => $"clears {entry} to modify it",
            PteOperation.ModifyCommit => $"commits {entry} as {Entry(change.New)}",
            PteOperation.ClearYoung => $"clears the accessed bit of {entry}",
            PteOperation.SetAccessFlags => $"widens the access of {entry}",
            PteOperation.Invalidate => $"makes {entry} not present",
            _ => $"installs a lower table in {entry}",
        };
    }

    private string Say(in PteRead read) => $"reads {Place(read.Level, read.Address, read.Table, read.Index)}: {Entry(read.Entry)}";

    private string Say(in TableObserved observed) =>
        $"{Table(observed.Table, observed.Level)}{Of(observed.Mm)} maps from {observed.Address}{If(observed.Lock.Value != 0, $" under {Lock(observed.Lock, LockClass.PageTable)}")}";

    private string Say(in TlbFlushed flush)
    {
        var where = $"{Of(flush.Mm)} {new AddressRange(flush.Start, flush.End)}{If(flush.Scope == FlushScope.Local, " on this CPU")}";
        return (flush.Deferred ? $"defers a TLB flush{where}" : $"flushes TLBs{where}") + If(flush.Tables, " before tables are freed");
    }

    private string Place(TableLevel level, VirtualAddress address, TableId table, int index) =>
        address.IsKnown ? $"{Level(level)} {address}" : $"{Level(level)} {index} of {names.Of(table)}";

    private string Table(TableId table, TableLevel level) => $"{Level(level)} table {names.Find(NameSpace.Table, table.Value) ?? $"{table.Value}"}";

    private static string Level(TableLevel level) => level switch
    {
        TableLevel.Pte => "PTE",
        TableLevel.Pmd => "PMD",
        TableLevel.Pud => "PUD",
        _ => "PGD",
    };

    private static string Entry(PageEntry entry) => entry switch
    {
        { IsNone: true } => "none",
        { IsMigration: true } => "a migration entry",
        { IsSwap: true } => "a swap entry",
        _ => $"pfn {entry.Pfn}{If(!entry.IsWritable, " read-only")}",
    };
}
