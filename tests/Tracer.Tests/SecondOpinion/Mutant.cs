using Tracer.Events.Fields;

namespace Tracer.Tests.SecondOpinion;

/// <summary>A run with one event changed.</summary>
/// <param name="How">What was done, such as <c>drop</c>, or the field that was changed.</param>
/// <param name="Kind">Of the event.</param>
/// <param name="At">Its sequence in the run.</param>
/// <param name="Events">The run with the change, numbered anew.</param>
internal sealed record Mutant(string How, EventKind Kind, long At, VmEvent[] Events)
{
    private static readonly string[] Moves = ["drop", "duplicate", "move", "swap"];
    private static readonly Type[] Changeable = [typeof(VirtualAddress), typeof(LockId), typeof(MmId), typeof(TableId), typeof(PageEntry), typeof(bool)];

    public override string ToString() => $"{How} of {Kind} #{At}";

    /// <summary>That many mutants of a run, by its seed: the kind of event is drawn first, so that rare kinds are not.</summary>
    internal static IEnumerable<Mutant> Of(VmEvent[] run, int number, ulong seed)
    {
        var random = new SplitMix64(seed);
        var places = run.Select((e, at) => (e.Header.Kind, at)).Where(one => IsOfTheRun(one.Kind)).GroupBy(one => one.Kind, one => one.at).OrderBy(kind => kind.Key).Select(kind => kind.ToArray()).ToArray();
        for (var made = 0; made < number;)
        {
            var kind = places[random.Next(places.Length)];
            var at = kind[random.Next(kind.Length)];
            if (Change(run, at, random) is not { } mutant) continue;
            made++;
            yield return mutant;
        }
    }

    private static bool IsOfTheRun(EventKind kind) => kind is not (EventKind.RunStarted or EventKind.RunEnded or EventKind.Named or EventKind.Decision);

    private static Mutant? Change(VmEvent[] run, int at, SplitMix64 random)
    {
        var e = run[at];
        var fields = EventShape.Of(e.Header.Kind).Fields.Where(field => Changeable.Contains(field.Type)).Append(EventShape.Header.Single(field => field.Name == nameof(EventHeader.Task))).ToArray();
        var choice = random.Next(Moves.Length + fields.Length);
        if (choice < Moves.Length) return Moved(run, at, Moves[choice], random);
        var field = fields[choice - Moves.Length];
        if (Other(run, field, field.Read(e), random) is not { } other) return null;
        field.Write(ref e, other);
        return EventBounds.Hold(e) ? Made(run, at, field.Name, list => list[at] = e) : null;
    }

    private static Mutant? Moved(VmEvent[] run, int at, string how, SplitMix64 random)
    {
        var first = Array.FindIndex(run, e => IsOfTheRun(e.Header.Kind));
        var to = first + random.Next(run.Length - 1 - first);
        var next = Array.FindIndex(run, at + 1, e => IsOfTheRun(e.Header.Kind));
        return how switch
        {
            "drop" => Made(run, at, how, list => list.RemoveAt(at)),
            "duplicate" => Made(run, at, how, list => list.Insert(at + 1, run[at])),
            "move" when to != at => Made(run, at, how, list =>
            {
                list.RemoveAt(at);
                list.Insert(to, run[at]);
            }),
            "swap" when next > 0 => Made(run, at, how, list => (list[at], list[next]) = (list[next], list[at])),
            _ => null,
        };
    }

    // Another value of the same type that the run has, a page further on, or one bit of an entry the other way round.
    private static ulong? Other(VmEvent[] run, EventField field, ulong value, SplitMix64 random)
    {
        if (field.Type == typeof(bool)) return 1 - value;
        if (field.Type == typeof(PageEntry))
        {
            int[] bits = [0, 1, 2, 5, 6, 7, 8, 12, 13, 63];
            return random.Next(bits.Length + 1) is var bit && bit < bits.Length ? value ^ (1UL << bits[bit]) : value == 0 ? null : 0;
        }

        if (field.Type == typeof(VirtualAddress) && random.Next(2) == 0) return unchecked(random.Next(2) == 0 ? value + PageSize.Small : value - PageSize.Small);
        var others = run.SelectMany(e => (field.Type == typeof(TaskId) ? EventShape.Header : EventShape.Of(e.Header.Kind).Fields).Where(one => one.Type == field.Type).Select(one => one.Read(e)))
            .Where(other => other != value).Distinct().Order().ToArray();
        return others.Length == 0 ? null : others[random.Next(others.Length)];
    }

    private static Mutant Made(VmEvent[] run, int at, string how, Action<List<VmEvent>> change)
    {
        var list = run.ToList();
        change(list);
        var events = list.ToArray();
        for (var i = 0; i < events.Length; i++) events[i].Header.Sequence = i + 1;
        return new Mutant(how, run[at].Header.Kind, run[at].Header.Sequence, events);
    }
}
