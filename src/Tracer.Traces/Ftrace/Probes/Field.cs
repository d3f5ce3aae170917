namespace Tracer.Traces.Ftrace.Probes;

/// <summary>A named value that a probe may report. Text and binary readers fill the same fields.</summary>
internal enum Field : byte
{
    None,
    Address,
    AsId,
    Base,
    Displacement,
    Entry,
    Event,
    Flags,
    FreedTables,
    Gfn,
    GuestAddress,
    HostAddress,
    Length,
    Level,
    Lock,
    LockClass,
    Mm,
    Mn,
    New,
    NewMm,
    NewSpte,
    NewStart,
    NextTask,
    Number,
    Old,
    OldSpte,
    OnlyEnd,
    Open,
    OpenBefore,
    Order,
    Page,
    Pfn,
    PmdPointer,
    PmdValue,
    PrevRuns,
    PtePointer,
    PteValue,
    Range,
    Result,
    Sequence,
    SequenceBefore,
    Count,
    Shared,
    Start,
    End,
    Spte,
    Success,
    TableLock,
    Tlb,
    Trylock,
    Write,
}

/// <summary>The names that kernels and capture scripts give to fields.</summary>
internal static class FieldNames
{
    // A key stands for one field wherever it appears, save `pte` and `pmd`: beside `ptep` or `pmdp` they are
    // the entry's value, alone they point to the entry. A reader settles that by what it has read before.
    private static readonly Dictionary<string, Field> ByName = new(StringComparer.Ordinal)
    {
        ["addr"] = Field.Address, ["address"] = Field.Address,
        ["base"] = Field.Base,
        ["count"] = Field.Open, ["count_after"] = Field.Open,
        ["count_before"] = Field.OpenBefore,
        ["disp"] = Field.Displacement,
        ["dst_mm"] = Field.NewMm,
        ["end"] = Field.End,
        ["entry"] = Field.Entry,
        ["event"] = Field.Event,
        ["flags"] = Field.Flags,
        ["freed_tables"] = Field.FreedTables,
        ["gfn"] = Field.Gfn,
        ["gpa"] = Field.GuestAddress,
        ["hva"] = Field.HostAddress,
        ["len"] = Field.Length,
        ["level"] = Field.Level,
        ["lock"] = Field.Lock, ["sem"] = Field.Lock, ["ssp"] = Field.Lock,
        ["mm"] = Field.Mm, ["src_mm"] = Field.Mm,
        ["mn"] = Field.Mn, ["subscription"] = Field.Mn,
        ["new"] = Field.New,
        ["new_spte"] = Field.NewSpte,
        ["nr"] = Field.Count,
        ["old"] = Field.Old,
        ["old_spte"] = Field.OldSpte,
        ["only_end"] = Field.OnlyEnd,
        ["order"] = Field.Order,
        ["page"] = Field.Page,
        ["pfn"] = Field.Pfn,
        ["pmdp"] = Field.PmdPointer, ["pmd"] = Field.PmdPointer,
        ["ptep"] = Field.PtePointer, ["pte"] = Field.PtePointer,
        ["ptl"] = Field.TableLock,
        ["range"] = Field.Range,
        ["ret"] = Field.Result,
        ["seq"] = Field.Sequence,
        ["seq_before"] = Field.SequenceBefore,
        ["spte"] = Field.Spte,
        ["start"] = Field.Start,
        ["success"] = Field.Success,
        ["tlb"] = Field.Tlb,
        ["write"] = Field.Write,
    };

    public static Field Of(ReadOnlySpan<byte> key) =>
        ByName.GetValueOrDefault(System.Text.Encoding.ASCII.GetString(key));

    /// <summary>What a key stands for in the lines of a probe: where a new entry is announced it is told itself, and not where it will lie.</summary>
    public static Field Of(ReadOnlySpan<byte> key, ProbeRow row) =>
        Of(key) is Field.PtePointer && key.Length == 3 && (row.Meaning == ProbeMeaning.PteChangeNotified || row.Callback == CallbackKind.ChangePte) ? Field.PteValue : Of(key);

    /// <summary>What a key stands for beside another that stands for the same field.</summary>
    public static Field Beside(Field field) => field switch
    {
        Field.PtePointer => Field.PteValue,
        Field.PmdPointer => Field.PmdValue,
        _ => field,
    };

    /// <summary>The usual name of a field.</summary>
    public static string KeyOf(Field field) => field switch
    {
        Field.PteValue => "pte",
        Field.PmdValue => "pmd",
        _ => ByName.FirstOrDefault(of => of.Value == field).Key ?? field.ToString(),
    };

    /// <summary>Addresses of the kernel's own objects: all lie in the upper half of the address space.</summary>
    public static bool IsKernelPointer(Field field) =>
        field is Field.Mm or Field.NewMm or Field.Lock or Field.PtePointer or Field.PmdPointer or Field.Mn or Field.Page;

    /// <summary>Values that kernels print in hexadecimal without a prefix.</summary>
    public static bool IsBareHex(Field field) =>
        field is Field.Mm or Field.NewMm or Field.Gfn or Field.Spte or Field.OldSpte or Field.NewSpte or Field.Page;
}
