using System.Globalization;

namespace Tracer.Testing;

/// <summary>Locks, named by what they protect: <c>ptl1</c>, <c>pml1</c>, <c>mmap</c>, <c>mmap:r</c>, <c>folio7</c>, <c>mutex1</c>.</summary>
internal static class LockVerbs
{
    private static readonly Dictionary<string, (LockClass Class, LockType Type)> Families = new()
    {
        ["ptl"] = (LockClass.PageTable, LockType.Spin),
        ["pml"] = (LockClass.PageTable, LockType.Spin),
        ["mmptl"] = (LockClass.MmPageTable, LockType.Spin),
        ["mmap"] = (LockClass.MmapLock, LockType.RwSemaphore),
        ["immap"] = (LockClass.IMmap, LockType.RwSemaphore),
        ["anon"] = (LockClass.AnonVma, LockType.RwSemaphore),
        ["folio"] = (LockClass.Folio, LockType.FolioBit),
        ["mutex"] = (LockClass.Other, LockType.Mutex),
        ["sem"] = (LockClass.Other, LockType.RwSemaphore),
        ["spin"] = (LockClass.Other, LockType.Spin),
        ["rwlock"] = (LockClass.Other, LockType.RwSpin),
    };

    public static Verb[] All { get; } =
    [
        new("lock", "lock ptl1", step => VmEvent.Of(Named(step))),
        new("try", "try folio7", step => VmEvent.Of(Named(step) with { Trylock = true })),
        new("unlock", "unlock ptl1", Unlock),
    ];

    /// <summary>The lock of a table that a script numbers.</summary>
    public static LockId OfTable(ScriptStep step, TableId table) => new(step.World.Names.Id(NameSpace.Lock, table.Value > ScriptMemory.FirstPmdTable
        ? string.Create(CultureInfo.InvariantCulture, $"pml{table.Value - ScriptMemory.FirstPmdTable}")
        : string.Create(CultureInfo.InvariantCulture, $"ptl{table.Value}")));

    private static LockAcquired Named(ScriptStep step)
    {
        var word = step.Word("a lock");
        var shared = word.EndsWith(":r", StringComparison.Ordinal);
        var name = shared ? word[..^2] : word;
        var family = name.TrimEnd("0123456789".ToCharArray());
        if (!Families.TryGetValue(family, out var lockOf))
            throw step.Error($"unknown lock '{word}'", $"known: {string.Join(", ", Families.Keys)}, with a number, and :r if shared");
        var number = name.Length == family.Length ? 0 : (int)step.Number(name[family.Length..]);
        if (lockOf.Class == LockClass.PageTable && number is < 1 or >= ScriptMemory.FirstPmdTable)
            throw step.Error($"no table has the lock '{word}'", $"allowed: {family}1 to {family}99");

        var ofMm = lockOf.Class is LockClass.PageTable or LockClass.MmPageTable or LockClass.MmapLock;
        var mm = ofMm ? step.Mm : default;
        if (lockOf.Class is LockClass.MmPageTable or LockClass.MmapLock && mm.Value != 1)
            name = string.Create(CultureInfo.InvariantCulture, $"{name}@{mm.Value}");
        return new LockAcquired
        {
            Lock = new LockId(step.Id(NameSpace.Lock, name)),
            Mm = mm,
            Table = new TableId(lockOf.Class != LockClass.PageTable ? 0 : family == "pml" ? ScriptMemory.FirstPmdTable + number : number),
            Class = lockOf.Class,
            Type = lockOf.Type,
            Mode = shared ? LockMode.Shared : LockMode.Exclusive,
        };
    }

    // Released as it was taken: what the step that took it had set need not be said again.
    private static VmEvent Unlock(ScriptStep step)
    {
        var named = Named(step);
        var taken = step.World.Task(step.Task).Held.FindLast(held => held.Lock == named.Lock);
        if (taken.Lock.Value == 0) taken = named;
        return VmEvent.Of(new LockReleased
        {
            Lock = taken.Lock,
            Mm = taken.Mm,
            Table = taken.Table,
            Class = taken.Class,
            Type = taken.Type,
            Mode = taken.Mode,
        });
    }
}
