namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>What a trace.dat says besides its records, whichever version it has.</summary>
internal sealed class DatContents
{
    /// <summary>How a page of records begins.</summary>
    public PageLayout Page { get; set; } = PageLayout.Usual;

    public EventFormats Formats { get; } = new();

    /// <summary>What <c>/proc/kallsyms</c> said; empty if the file has none.</summary>
    public byte[] Symbols { get; set; } = [];

    /// <summary>What <c>saved_cmdlines</c> said; empty if the file has none.</summary>
    public byte[] Comms { get; set; } = [];

    /// <summary>Of the kernel, as <c>uname -r</c> prints it; null if not told.</summary>
    public string? Release { get; set; }

    /// <summary>Of a machine of x86-64.</summary>
    public bool IsX86 { get; set; }

    public DatClock Clock { get; set; }

    /// <summary>What each CPU counted of the kernel's own buffer; of those of instances the file does not tell.</summary>
    public List<CpuStatistics> Statistics { get; } = [];

    /// <summary>The buffers with records: the kernel's own, and those of instances.</summary>
    public List<DatBuffer> Buffers { get; } = [];

    /// <summary>
    /// A CPU refused records as its buffer was full, and its buffer was read while it was written: the next record that it took lies on a new page, and no page tells.
    /// A buffer that was read once, and had no entries left then, refused them behind its last record.
    /// </summary>
    public bool MayLoseBetweenPages(DatBuffer buffer, int cpu) => buffer.IsOwn && Statistics.Exists(counted => counted.Cpu == cpu && counted is { Dropped: > 0, Entries: > 0 });
}

/// <summary>A ring buffer of the kernel.</summary>
/// <param name="Instance">The name of its instance; empty for the kernel's own buffer.</param>
/// <param name="PageSize">Of its pages, in bytes.</param>
/// <param name="Packing">How its pages are packed in the file.</param>
/// <param name="Cpus">Where in the file the records of each CPU lie.</param>
internal sealed record DatBuffer(string Instance, int PageSize, DatPacking Packing, IReadOnlyList<CpuPlace> Cpus)
{
    // The kernel's largest sub-buffer has 128 pages of 4 KB, or less of larger ones.
    private const int LeastPageSize = 256;
    private const int MostPageSize = 1 << 20;
    private const int MostCpus = 1 << 14;
    private const long MostKept = 128L << 20;

    /// <summary>The kernel's own, and no instance's.</summary>
    public bool IsOwn => Instance.Length == 0;

    public bool IsEmpty => Cpus.All(cpu => cpu.Size == 0);

    /// <summary>True if there can be so many CPUs with pages of such a size, one of which each is kept.</summary>
    public static bool CanHave(uint cpus, uint pageSize) => pageSize is >= LeastPageSize and <= MostPageSize && cpus <= MostCpus && (long)cpus * pageSize <= MostKept;
}

/// <summary>Where in the file the records of a CPU lie.</summary>
internal readonly record struct CpuPlace(int Cpu, long Begin, long Size);
