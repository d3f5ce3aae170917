using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules;

/// <summary>The rules at work on one trace: closed over at start-up into one array per kind of event and of occurrence.</summary>
internal sealed class RuleSet
{
    private readonly Verdicts[] verdicts;
    private readonly EventDispatcher?[] byKind = new EventDispatcher?[byte.MaxValue + 1];
    private readonly Dispatcher<ChangeSettled> changes;
    private readonly Dispatcher<SectionEnded> sections;
    private readonly Dispatcher<BracketClosed> brackets;
    private readonly Dispatcher<RmapChangeClosed> rmapChanges;
    private readonly Dispatcher<SleepSettled> sleeps;
    private readonly Dispatcher<StartLockHeldAcross> startLocks;
    private readonly Dispatcher<InvalidationReturned> invalidations;
    private readonly MachineState state;

    public RuleSet(IReadOnlyList<Rule> rules, MachineState state)
    {
        this.state = state;
        verdicts = [.. rules.Select(rule => new Verdicts(rule.Info, state))];
        foreach (var shape in EventShape.All)
        {
            if (!rules.Any(rule => Handles(rule, shape.View))) continue;
            byKind[(int)shape.Kind] = (EventDispatcher)Activator.CreateInstance(typeof(EventDispatcher<>).MakeGenericType(shape.View), rules, verdicts)!;
        }

        changes = new(rules, verdicts);
        sections = new(rules, verdicts);
        brackets = new(rules, verdicts);
        rmapChanges = new(rules, verdicts);
        sleeps = new(rules, verdicts);
        startLocks = new(rules, verdicts);
        invalidations = new(rules, verdicts);
    }

    public ReadOnlySpan<Verdicts> Verdicts => verdicts;

    public void Handle(in VmEvent e) => byKind[(int)e.Header.Kind]?.Dispatch(in e, state);

    public void Raise(in ChangeSettled change) => changes.Dispatch(in change, state);

    public void Raise(in SectionEnded section) => sections.Dispatch(in section, state);

    public void Raise(in BracketClosed bracket) => brackets.Dispatch(in bracket, state);

    public void Raise(in RmapChangeClosed change) => rmapChanges.Dispatch(in change, state);

    public void Raise(in SleepSettled sleep) => sleeps.Dispatch(in sleep, state);

    public void Raise(in StartLockHeldAcross across) => startLocks.Dispatch(in across, state);

    public void Raise(in InvalidationReturned returned) => invalidations.Dispatch(in returned, state);

    private static bool Handles(Rule rule, Type type) => typeof(IHandle<>).MakeGenericType(type).IsInstanceOfType(rule);

    private sealed class Dispatcher<T>(IReadOnlyList<Rule> rules, Verdicts[] verdicts) where T : struct
    {
        private readonly (IHandle<T> Rule, Verdicts Verdicts)[] handlers =
            [.. rules.Zip(verdicts).Where(pair => pair.First is IHandle<T>).Select(pair => ((IHandle<T>)pair.First, pair.Second))];

        public void Dispatch(in T occurrence, MachineState state)
        {
            foreach (var (rule, verdicts) in handlers) rule.On(in occurrence, state, verdicts);
        }
    }

    private abstract class EventDispatcher
    {
        public abstract void Dispatch(in VmEvent e, MachineState state);
    }

    private sealed class EventDispatcher<T>(IReadOnlyList<Rule> rules, Verdicts[] verdicts) : EventDispatcher
        where T : struct, IEventView
    {
        private readonly Dispatcher<T> handlers = new(rules, verdicts);

        public override void Dispatch(in VmEvent e, MachineState state) => handlers.Dispatch(in e.As<T>(), state);
    }
}
