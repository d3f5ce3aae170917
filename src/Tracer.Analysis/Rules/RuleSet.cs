using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules;

/// <summary>The rules and judges at work on one trace: closed over at start-up into one array per kind of event and of occurrence.</summary>
internal sealed class RuleSet
{
    // A set is made for every trace; what its rules hear is asked of their types once.
    private static readonly ConcurrentDictionary<Type, Type[]> HeardBy = new();
    private static readonly ConcurrentDictionary<Type, Action<RuleSet>> Subscriptions = new();

    private readonly IReadOnlyList<Rule> rules;
    private readonly Verdicts[] verdicts;
    private readonly IReadOnlyList<Judge> judges;
    private readonly ISettle[] settling;
    private readonly EventDispatcher?[] byKind = new EventDispatcher?[byte.MaxValue + 1];
    private readonly MachineState state;
    private readonly Occurrences occurrences;
    private readonly Contest contest = new();

    public RuleSet(IReadOnlyList<Rule> rules, IReadOnlyList<Judge> judges, MachineState state, Occurrences occurrences)
    {
        (this.rules, this.judges, this.state, this.occurrences) = (rules, judges, state, occurrences);
        verdicts = [.. rules.Select(rule => new Verdicts(rule.Info, state, contest))];
        settling = [.. judges.OfType<ISettle>()];
        foreach (var type in rules.Cast<object>().Concat(judges).SelectMany(hearer => HeardBy.GetOrAdd(hearer.GetType(), Heard)).Distinct())
            Subscriptions.GetOrAdd(type, Subscription)(this);
    }

    public ReadOnlySpan<Verdicts> Verdicts => verdicts;

    /// <summary>What the event shows of the moment before it.</summary>
    public void Settle(in VmEvent next, TaskState task)
    {
        if (!task.IsAwaited) return;
        task.IsAwaited = false;
        foreach (var judge in settling) task.IsAwaited |= judge.Settle(in next, task, state, occurrences);
    }

    /// <summary>The rules judge the event by the state before it; then the judges take it.</summary>
    public void Handle(in VmEvent e) => byKind[(int)e.Header.Kind]?.Dispatch(in e, state, occurrences);

    /// <summary>All that the event has brought to light has been said: where one rule yields to another, one name stays.</summary>
    public void EndEvent() => contest.Decide();

    public void Finish()
    {
        foreach (var task in state.Tasks)
            foreach (var judge in settling) judge.Finish(task, state, occurrences);
        contest.Decide();
    }

    // Every type that a rule handles or a judge takes.
    private static Type[] Heard(Type hearer) =>
    [
        .. hearer.GetInterfaces()
            .Where(type => type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IHandle<>) || type.GetGenericTypeDefinition() == typeof(ITake<>)))
            .Select(type => type.GetGenericArguments()[0]),
    ];

    private static Action<RuleSet> Subscription(Type type)
    {
        var subscribe = typeof(IEventView).IsAssignableFrom(type) ? nameof(HearEvents) : nameof(HearOccurrences);
        return typeof(RuleSet).GetMethod(subscribe, BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(type).CreateDelegate<Action<RuleSet>>();
    }

    private void HearEvents<T>() where T : struct, IEventView => byKind[(int)T.Kind] = new EventDispatcher<T>(new Dispatcher<T>(rules, verdicts, judges));

    private void HearOccurrences<T>() where T : struct, allows ref struct
    {
        var dispatcher = new Dispatcher<T>(rules, verdicts, judges);
        occurrences.Subscribe((in T occurrence) => dispatcher.Dispatch(in occurrence, state, occurrences));
    }

    // A delegate is bound to its method when it is made. Called through the interface, each of some fifty implementations would be looked up at every event.
    private sealed class Dispatcher<T>(IReadOnlyList<Rule> rules, Verdicts[] verdicts, IReadOnlyList<Judge> judges) where T : struct, allows ref struct
    {
        private readonly (Judgement On, Verdicts Verdicts)[] handlers =
            [.. rules.Zip(verdicts).Where(pair => pair.First is IHandle<T>).Select(pair => ((Judgement)((IHandle<T>)pair.First).On, pair.Second))];

        private readonly Taking[] takers = [.. judges.OfType<ITake<T>>().Select(judge => (Taking)judge.Take)];

        private delegate void Judgement(in T occurrence, MachineState state, Verdicts verdicts);

        private delegate void Taking(in T taken, MachineState state, Occurrences occurrences);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Dispatch(in T occurrence, MachineState state, Occurrences occurrences)
        {
            foreach (ref readonly var handler in handlers.AsSpan()) handler.On(in occurrence, state, handler.Verdicts);
            foreach (var take in takers) take(in occurrence, state, occurrences);
        }
    }

    private abstract class EventDispatcher
    {
        public abstract void Dispatch(in VmEvent e, MachineState state, Occurrences occurrences);
    }

    private sealed class EventDispatcher<T>(Dispatcher<T> dispatcher) : EventDispatcher
        where T : struct, IEventView
    {
        public override void Dispatch(in VmEvent e, MachineState state, Occurrences occurrences) => dispatcher.Dispatch(in e.As<T>(), state, occurrences);
    }
}
