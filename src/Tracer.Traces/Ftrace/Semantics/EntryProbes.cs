using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>Makes the events of page-table entries, and learns from them which table lies where.</summary>
internal sealed class EntryProbes(PageTableMap map, TraceNames names, EventBatch batch, IReadOnlySet<string> storesProbed)
{
    /// <summary>Takes what one line tells of an entry: its address, its address space, its lock.</summary>
    public void Learn(ProbeHit hit, TaskReading task)
    {
        var address = hit.Address(Field.Address);
        var mm = hit.Has(Field.Mm) ? names.Mm(hit[Field.Mm], in hit.Header) : task.Functions.Mm;
        var pte = hit.Or(Field.PtePointer, 0);
        var pmd = hit.Or(Field.PmdPointer, 0);
        if (pte != 0 && hit.Has(Field.TableLock)) map.Told(hit[Field.TableLock], pte, in hit.Header);
        if (pte != 0) LearnEntry(pte, TableLevel.Pte, new PageEntry(hit.Or(Field.PteValue, 0)), mm, address, in hit.Header);
        if (pmd != 0) LearnEntry(pmd, TableLevel.Pmd, new PageEntry(hit.Or(Field.PmdValue, 0)), mm, address, in hit.Header);
    }

    public void ClearCalled(ProbeHit hit, TaskReading task)
    {
        // A store inside a function that is probed too is one change, named at the store.
        if (storesProbed.Contains(hit.Row.Store!)) return;
        var isPmd = hit.Row.Level == TableLevel.Pmd;
        var entry = hit.Or(isPmd ? Field.PmdPointer : Field.PtePointer, 0);
        var old = new PageEntry(hit.Or(isPmd ? Field.PmdValue : Field.PteValue, 0));
        var cleared = hit.Row.Operation == PteOperation.Invalidate ? old.Without(PageEntry.PresentBit) : PageEntry.None;
        Change(entry, old, cleared, hit.Row.Operation, hit, task);
    }

    public void Stored(ProbeHit hit, TaskReading task)
    {
        var entry = hit.Or(Field.PtePointer, 0);
        var old = new PageEntry(hit.Or(Field.Old, 0));
        var now = hit.Row.Operation switch
        {
            PteOperation.WriteProtect => old.Without(PageEntry.WritableBit),
            PteOperation.ClearYoung => old.Without(PageEntry.AccessedBit),
            PteOperation.ModifyStart => PageEntry.None,
            _ => new PageEntry(hit.Or(Field.New, 0)),
        };
        task.Functions.Resume(hit.Site);
        hit.Header.Function = names.CalledFrom(task.Functions.Innermost, hit.Site, in hit.Header);
        Change(entry, old, now, OperationOf(hit.Row, old, now), hit, task);
        SetFollowing(entry, now, hit, task);
    }

    public PageTableInfo? TableOfPage(ProbeHit hit) => map.TableOfStructPage(hit.Or(Field.Page, 0), in hit.Header);

    public void Free(PageTableInfo table, in EventHeader header)
    {
        batch.Add(new TableFreed
        {
            Header = header, Table = table.Id, Mm = table.Mm, Lock = table.Lock?.Id ?? default, Address = table.Base, Level = table.Level,
        });
        table.Forget();
    }

    // set_ptes sets a run of entries for consecutive frames. Where a caller does not load the count, the probe shows what the register held.
    private void SetFollowing(ulong entry, PageEntry first, ProbeHit hit, TaskReading task)
    {
        var count = hit.Or(Field.Count, 1);
        var index = EntryAddress.IndexOf(entry);
        if (count <= 1 || count > EntryAddress.EntriesPerTable - (ulong)index || !first.IsPresent) return;
        for (var i = 1UL; i < count; i++)
            Change(entry + i * 8, PageEntry.None, new PageEntry(unchecked(first.Bits + (i << 12))), PteOperation.Set, hit, task);
    }

    private void Change(ulong entry, PageEntry old, PageEntry now, PteOperation operation, ProbeHit hit, TaskReading task)
    {
        if (entry == 0) return;
        var table = map.TableOf(entry, in hit.Header);
        if (!hit.Row.FillsNewTable) map.Suspect(task.Locks, table, entry, in hit.Header);
        var index = EntryAddress.IndexOf(entry);
        var level = EntryLevel.Of(hit.Row.Level, table, index, hit.Address(Field.Address), old, now);
        Locate(table, level, index, old, hit, task);
        map.Tell(table, in hit.Header);
        if (map.WasCutOff(table) && !table.IsDetached) Detach(table, in hit.Header);
        if (hit.Row.FillsNewTable && old.IsNone && !table.IsDetached)
        {
            Detach(table, in hit.Header);
            task.Filling = table;
        }

        batch.Add(new PteChanged
        {
            Header = hit.Header, Mm = table.Mm, Address = table.AddressOf(index), Old = old, New = now,
            Table = table.Id, Index = (ushort)index, Level = level, Operation = operation,
        });
        FollowTables(table, level, index, old, now, in hit.Header);
    }

    // What the line says itself counts most, then what the enclosing function says, then what was learned before.
    private void Locate(PageTableInfo table, TableLevel level, int index, PageEntry old, ProbeHit hit, TaskReading task)
    {
        var mm = hit.Has(Field.Mm) ? names.Mm(hit[Field.Mm], in hit.Header) : default;
        var address = hit.Address(Field.Address);
        if (!address.IsKnown && task.Functions.TryFindTelling(out var function))
        {
            (var owner, address) = EntryAddress.In(in function, level, index, isNew: old.IsNone);
            if (address.IsKnown && mm.Value == 0) mm = owner.Value != 0 ? owner : task.Functions.Mm;
        }
        else if (address.IsKnown && !EntryAddress.Agrees(address, level, index))
        {
            address = VirtualAddress.Unknown;
        }

        if (mm.Value == 0 && address.IsKnown && table.Mm.Value == 0) mm = task.Functions.Mm.Value != 0 ? task.Functions.Mm : task.Gather?.Mm ?? default;
        table.Learn(mm, address, level);
    }

    private void LearnEntry(ulong entry, TableLevel told, PageEntry value, MmId mm, VirtualAddress address, in EventHeader header)
    {
        var index = EntryAddress.IndexOf(entry);
        if (!EntryAddress.Agrees(address, told, index) && !EntryAddress.Agrees(address, TableLevel.Pmd, index)) return;
        var table = map.TableOf(entry, in header);
        var level = EntryLevel.Of(told, table, index, address, value, PageEntry.None);
        if (!EntryAddress.Agrees(address, level, index)) return;
        table.Learn(mm, address, level);
        map.Tell(table, in header);
    }

    // An entry above the lowest level that is no leaf points to a table: it comes into place, or goes out of it.
    private void FollowTables(PageTableInfo parent, TableLevel level, int index, PageEntry old, PageEntry now, in EventHeader header)
    {
        if (level == TableLevel.Pte) return;
        var place = parent.AddressOf(index);
        if (now.IsPresent && !now.IsLeafAt(level))
        {
            if (map.TableBelow(now, level, parent.Mm, place, in header) is { } installed) Install(installed, parent.Mm, place, level - 1, in header);
            else map.Remember(now, isCutOff: false);
        }

        if (!old.IsPresent || old.IsLeafAt(level) || now.IsPresent) return;
        if (map.TableBelow(old, level, parent.Mm, place, in header) is { } removed) Detach(removed, in header);
        else map.Remember(old, isCutOff: true);
    }

    private void Install(PageTableInfo table, MmId mm, VirtualAddress place, TableLevel level, in EventHeader header)
    {
        table.Forget();
        table.Learn(mm, place, level);
        map.Tell(table, in header);
        Publish(table, in header);
    }

    /// <summary>The function that filled a new table has returned. Not every kernel's probes show the store that put the table into its place.</summary>
    public void Filled(TaskReading task, in EventHeader header)
    {
        if (task.Filling is { IsDetached: true } table) Publish(table, in header);
        task.Filling = null;
    }

    private void Publish(PageTableInfo table, in EventHeader header)
    {
        table.IsDetached = false;
        batch.Add(new TablePublished
        {
            Header = header, Table = table.Id, Mm = table.Mm, Lock = table.Lock?.Id ?? default, Address = table.Base, Level = table.Level,
        });
    }

    private void Detach(PageTableInfo table, in EventHeader header)
    {
        table.IsDetached = true;
        batch.Add(new TableDetached
        {
            Header = header, Table = table.Id, Mm = table.Mm, Lock = table.Lock?.Id ?? default, Address = table.Base, Level = table.Level,
        });
    }

    private static PteOperation OperationOf(ProbeRow row, PageEntry old, PageEntry now) => row.Operation switch
    {
        PteOperation.Set when now.IsNone => PteOperation.Clear,
        PteOperation.Set when row.Level != TableLevel.Pte && now.IsPresent && !now.IsLeafAt(row.Level) => PteOperation.Install,
        PteOperation.Set when old.IsPresent && now.IsPresent && old.IsWritable && !now.IsWritable && old.Pfn == now.Pfn => PteOperation.WriteProtect,
        PteOperation.Clear when !now.IsNone => PteOperation.Set,
        _ => row.Operation,
    };
}
