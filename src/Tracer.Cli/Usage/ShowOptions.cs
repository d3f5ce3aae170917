using System.CommandLine;
using System.Globalization;
using Tracer.Analysis.Explaining;
using Tracer.Lab.Filtering;

namespace Tracer.Cli.Usage;

/// <summary>The options by which a person says which events he wants. They combine: an event must be all that is asked for.</summary>
internal sealed class ShowOptions
{
    private const int LinesAround = 20;
    private const int MostTold = 3;

    private readonly Option<string> task = new("--task") { Description = "only this task: name, id or name-id", HelpName = "TASK" };
    private readonly Option<string> mm = new("--mm") { Description = "only this address space: id or name", HelpName = "MM" };
    private readonly Option<string> cpu = new("--cpu") { Description = "only this CPU", HelpName = "N" };
    private readonly Option<string> function = new("--function") { Description = "only events in this function, or in one called from it", HelpName = "NAME" };
    private readonly Option<string> @lock = new("--lock") { Description = "only events of this lock: id, name or address", HelpName = "LOCK" };
    private readonly Option<string> range = new("--range") { Description = "only events of this bracket: its id, as --fields shows it", HelpName = "ID" };
    private readonly Option<string> pfn = new("--pfn") { Description = "only events that name this page frame, or an entry that holds it, before or after", HelpName = "PFN" };
    private readonly Option<string> address = new("--address") { Description = "only events that touch these addresses, such as 0x1000 or 0x1000-0x3000 (the end is not included)", HelpName = "A-B" };
    private readonly Option<string> followPage = new("--follow-page")
    {
        Description = "follow a page through all tasks: an address, or the number of a frame after pfn, as in pfn:0x13ff35", HelpName = "PAGE",
    };
    private readonly Option<string> followLock = new("--follow-lock") { Description = "follow a lock: who takes it, and which entries are read and stored under it", HelpName = "LOCK" };
    private readonly Option<string> followRange = new("--follow-range") { Description = "follow the pages of a range, as in 0x1000..0x3000", HelpName = "A..B" };
    private readonly Option<string> kind = new("--kind") { Description = "only these kinds, such as PteChanged,LockAcquired", HelpName = "K,…" };
    private readonly SpanOptions span = new();
    private readonly Option<long?> at = Values.Number<long>("--at", 1, "SEQ", "only what happens at this sequence number (on a text trace: line)", EventPlace.Most);
    private readonly Option<int?> lines = Values.Number<int>("--lines", 0, "N", $"at most so many events; with --around, so many numbers on each side ({LinesAround} by default)");
    private readonly Option<bool> all = new("--all") { Description = "names and the scheduler's decisions too, which are hidden unless --kind asks for them" };

    public IEnumerable<Option> All => [task, mm, cpu, function, @lock, range, pfn, address, followPage, followLock, followRange, kind, .. span.All, at, lines, all];

    /// <summary>What is asked of every event.</summary>
    public IReadOnlyList<Criterion> CriteriaOf(ParseResult parsed, Names names)
    {
        var criteria = new Criteria(names);
        List<Criterion> asked = [];
        Add(task, criteria.Task);
        Add(mm, criteria.Mm);
        Add(cpu, criteria.Cpu);
        Add(function, criteria.Function);
        Add(@lock, criteria.Lock);
        Add(range, Criteria.Range);
        Add(pfn, text => Criteria.Pfn(text, TypedPages.Frame("--pfn", text)));
        Add(address, text => Lab.Filtering.Criteria.Addresses(text, TypedPages.Addresses("--address", text)));
        Add(followPage, text => Lab.Filtering.Criteria.Trail("--follow-page", text, TypedPages.Trail("--follow-page", text)));
        Add(followLock, criteria.LockTrail);
        Add(followRange, text => Lab.Filtering.Criteria.Trail("--follow-range", text, PageTrail.Of(TypedPages.Addresses("--follow-range", text))));
        Add(kind, text => Lab.Filtering.Criteria.Kinds(text, Kinds(text)));
        return asked;

        void Add(Option<string> option, Func<string, Criterion> of)
        {
            if (parsed.GetValue(option) is { } text) asked.Add(of(text));
        }
    }

    /// <summary>Kinds that nobody wants to see who has not asked for them.</summary>
    public EventKindSet Hidden(ParseResult parsed)
    {
        var usual = EventKindSet.Of(EventKind.Named, EventKind.Decision);
        if (parsed.GetValue(all)) return EventKindSet.Empty;
        return parsed.GetValue(kind) is { } text ? usual.Except(Kinds(text)) : usual;
    }

    /// <summary>The part of the trace that is wanted.</summary>
    public TraceSpan Span(ParseResult parsed, EventPlace place)
    {
        if (At(parsed) is not { } number) return span.Of(parsed, place, parsed.GetValue(lines) ?? LinesAround);
        var (first, last) = place.Between(number, number);
        return TraceSpan.Whole with { First = first, Last = last };
    }

    /// <summary>The one place that is wanted; null if it is not one.</summary>
    public long? At(ParseResult parsed) => parsed.GetValue(at);

    /// <summary>How many events at most.</summary>
    public long Most(ParseResult parsed) => span.IsAround(parsed) ? long.MaxValue : parsed.GetValue(lines) ?? long.MaxValue;

    /// <summary>Something is followed over all that touches it.</summary>
    public bool Follows(ParseResult parsed) => new[] { followPage, followLock, followRange }.Any(option => parsed.GetValue(option) is not null);

    private static EventKindSet Kinds(string list)
    {
        var set = EventKindSet.Empty;
        foreach (var name in Typed.List(list))
        {
            if (EventShape.All.FirstOrDefault(shape => shape.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } shape)
                throw new ArgumentException($"--kind {name}: no such kind; nearest: {string.Join(", ", Nearest.To(name, EventShape.All.Select(known => known.Name), MostTold))}");
            set = set.With(shape.Kind);
        }

        return set;
    }
}
