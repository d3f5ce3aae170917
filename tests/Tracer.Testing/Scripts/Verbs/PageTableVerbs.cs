namespace Tracer.Testing;

/// <summary>Stores into page-table entries; each with <c>-huge</c> for an entry of a PMD table. The old entry is the one the script left there, or <c>old=</c>.</summary>
internal static class PageTableVerbs
{
    private sealed record Store(string Name, string Arguments, PteOperation Operation, Func<ScriptStep, Target, PageEntry> New);

    private sealed record Target(MmId Mm, TableLevel Level, VirtualAddress Address, PageEntry Old)
    {
        public Pfn Frame(ScriptStep step) => step.Pfn() ?? step.World.Memory.Frame(Mm, Level, Address);
    }

    private static readonly Store[] Stores =
    [
        new("clear", "", PteOperation.Clear, (_, _) => PageEntry.None),
        new("set", " pfn=7 rw dirty", PteOperation.Set, Present),
        new("swap", "", PteOperation.Set, (step, at) => PageEntry.Swap(0, at.Frame(step).Value)),
        new("migrate", "", PteOperation.Set, (step, at) => PageEntry.Migration(at.Frame(step), at.Old.IsWritable || step.Flag("rw"))),
        new("wrprotect", "", PteOperation.WriteProtect, (_, at) => at.Old.Without(PageEntry.WritableBit)),
        new("modify-start", "", PteOperation.ModifyStart, (_, _) => PageEntry.None),
        new("modify-commit", " rw", PteOperation.ModifyCommit, Present),
        new("young", "", PteOperation.ClearYoung, (_, at) => at.Old.Without(PageEntry.AccessedBit)),
        new("access-flags", " rw dirty", PteOperation.SetAccessFlags, (step, at) => at.Old.With(PageEntry.AccessedBit
            | (step.Flag("rw") ? PageEntry.WritableBit : 0) | (step.Flag("dirty") ? PageEntry.DirtyBit : 0))),
        new("invalidate", "", PteOperation.Invalidate, (_, at) => at.Old.Without(PageEntry.PresentBit)),
    ];

    public static Verb[] All { get; } =
    [
        .. Stores.Select(store => OfLevel(store, TableLevel.Pte)),
        .. Stores.Select(store => OfLevel(store, TableLevel.Pmd)),
        new("install", "install 0x200000 pfn=9", Install),
        new("read", "read 0x1000", step => Read(step, TableLevel.Pte)),
        new("read-huge", "read-huge 0x200000", step => Read(step, TableLevel.Pmd)),
    ];

    /// <summary>The page-table page: <c>ptl=2</c> or <c>pml=2</c>, else by the address.</summary>
    public static TableId Table(ScriptStep step, TableLevel level, VirtualAddress address)
    {
        var given = step.Setting(level == TableLevel.Pte ? "ptl" : "pml");
        int? number = given is null ? null : (int)step.Number(given) + (level == TableLevel.Pte ? 0 : ScriptMemory.FirstPmdTable);
        return step.World.Memory.Table(step.Mm, level, address, number);
    }

    private static Verb OfLevel(Store store, TableLevel level)
    {
        var name = level == TableLevel.Pte ? store.Name : store.Name + "-huge";
        return new Verb(name, $"{name} {(level == TableLevel.Pte ? "0x1000" : "0x200000")}{store.Arguments}", step =>
        {
            var address = step.Address();
            return Change(step, level, address, store.Operation, store.New);
        });
    }

    private static VmEvent Change(ScriptStep step, TableLevel level, VirtualAddress address, PteOperation operation, Func<ScriptStep, Target, PageEntry> make)
    {
        if (address.Value % PageSize.Of(level) != 0) throw step.Error($"no {level} entry begins at {address}");
        var change = VmEvent.Of(new PteChanged
        {
            Mm = step.Mm,
            Address = address,
            Old = step.World.Memory.Entry(step.Mm, level, address),
            Table = Table(step, level, address),
            Index = Index(level, address),
            Level = level,
            Operation = operation,
        });

        // What the new entry keeps of the old depends on the old one as set.
        var shape = EventShape.Of(EventKind.PteChanged);
        if (step.Setting("old") is { } old) ScriptText.Write(step, shape.Field(nameof(PteChanged.Old)), ref change, old);
        var target = new Target(step.Mm, level, address, change.As<PteChanged>().Old);
        shape.Field(nameof(PteChanged.New)).Write(ref change, make(step, target).Bits);
        return change;
    }

    private static VmEvent Install(ScriptStep step)
    {
        var address = step.Address();
        return Change(step, TableLevel.Pmd, address, PteOperation.Install, (_, at) => PageEntry.Table(at.Frame(step)));
    }

    private static PageEntry Present(ScriptStep step, Target at) =>
        PageEntry.Present(at.Frame(step), step.Flag("rw"), step.Flag("dirty"), huge: at.Level != TableLevel.Pte);

    private static VmEvent Read(ScriptStep step, TableLevel level)
    {
        var address = step.Address();
        return VmEvent.Of(new PteRead
        {
            Mm = step.Mm,
            Address = address,
            Entry = step.World.Memory.Entry(step.Mm, level, address),
            Table = Table(step, level, address),
            Index = Index(level, address),
            Level = level,
        });
    }

    private static ushort Index(TableLevel level, VirtualAddress address) => (ushort)(address.Value / PageSize.Of(level) % 512);
}
