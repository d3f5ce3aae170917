using System.Globalization;

namespace Tracer.Lab.Filtering;

/// <summary>What a person may ask of events. Ids are numbers; where a thing has a name, or an address in the kernel, that is it too.</summary>
/// <param name="names">The names of the trace, as far as it is read.</param>
public sealed class Criteria(Names names)
{
    private const int MostNames = 10_000;

    /// <summary>A task: its id, its name, or <c>name-id</c>.</summary>
    public Criterion Task(string asked)
    {
        var seen = new HashSet<int>();
        return new("--task", asked, Test, () => seen.Select(id => names.Of(new TaskId(id))));

        bool Test(in VmEvent e)
        {
            var task = e.Header.Task;
            if (seen.Count < MostNames) seen.Add(task.Value);
            return IsNumber(asked, task.Value) || asked == names.Of(task) || asked == names.Find(NameSpace.Task, task.Value);
        }
    }

    public Criterion Mm(string asked) => Of("--mm", asked, typeof(MmId), NameSpace.Mm);

    public Criterion Lock(string asked) => Of("--lock", asked, typeof(LockId), NameSpace.Lock);

    public static Criterion Range(string asked) => new("--range", asked, (in VmEvent e) => Has(in e, typeof(RangeId), value => IsNumber(asked, (long)value)));

    public Criterion Cpu(string asked)
    {
        var seen = new SortedSet<int>();
        return new("--cpu", asked, Test, () => seen.Select(cpu => cpu.ToString(CultureInfo.InvariantCulture)));

        bool Test(in VmEvent e)
        {
            if (e.Header.Cpu >= 0) seen.Add(e.Header.Cpu);
            return IsNumber(asked, e.Header.Cpu);
        }
    }

    /// <summary>A function that an event happened in, or that called it.</summary>
    public Criterion Function(string asked) => new(
        "--function", asked, (in VmEvent e) => names.Of(e.Header.Function) == asked || names.CallerOf(e.Header.Function) == asked, () => names.All(NameSpace.Function));

    /// <summary>A frame: it is named, or an entry that is stored or read holds it, before or after.</summary>
    public static Criterion Pfn(string asked, long pfn) => new("--pfn", asked, (in VmEvent e) => EventFrames.Of(in e).Any(run => run.Contains(pfn)));

    /// <summary>What touches a page, or the pages of some addresses.</summary>
    public static Criterion Trail(string option, string asked, PageTrail trail) => new(option, asked, trail.Takes);

    /// <summary>What touches a lock, and what is done under it.</summary>
    public Criterion LockTrail(string asked)
    {
        var names = Of("--follow-lock", asked, typeof(LockId), NameSpace.Lock);
        return new("--follow-lock", asked, new LockTrail(names.Holds).Takes, names.Known);
    }

    public static Criterion Kinds(string asked, EventKindSet kinds) => new("--kind", asked, (in VmEvent e) => kinds.Contains(e.Header.Kind));

    /// <summary>Addresses that an event must touch. What speaks of all addresses, or does not tell of which, touches none.</summary>
    public static Criterion Addresses(string asked, AddressRange wanted) => new("--address", asked, (in VmEvent e) => EventExtent.Of(in e) is { } extent && wanted.Overlaps(extent));

    private Criterion Of(string option, string asked, Type type, NameSpace space) =>
        new(option, asked, (in VmEvent e) => Has(in e, type, value => IsNumber(asked, (long)value) || asked == names.Find(space, (int)value)), () => names.All(space));

    private static bool Has(in VmEvent e, Type type, Predicate<ulong> isIt)
    {
        if (EventShape.Find(e.Header.Kind) is not { } shape) return false;
        foreach (var field in shape.Fields)
            if (field.Type == type && field.Read(in e) is var value and not 0 && isIt(value)) return true;
        return false;
    }

    private static bool IsNumber(string asked, long value) => long.TryParse(asked, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number == value;
}
