namespace Tracer.Tests.SecondOpinion;

/// <summary>A callback of a driver that is known to be registered, from its call to its return.</summary>
internal sealed record Callback(int Entered, int Returned, CallbackEntered Said, DriverTraits Traits)
{
    internal static IReadOnlyList<Callback> In(Account a) =>
        [
            .. from told in a.All<CallbackEntered>()
            let returned = a.First(told.At + 1, at => a.KindAt(at) == EventKind.CallbackReturned && a.TaskAt(at) == told.Said.Header.Task
                && a.Events[at].As<CallbackReturned>().Driver == told.Said.Driver && a.Events[at].As<CallbackReturned>().Callback == told.Said.Callback)
            let traits = a.TraitsOf(told.Said.Driver, told.At)
            where returned < a.Events.Count && traits is not null && a.Moments[returned].Callbacks is [var open] && open == told.At
            select new Callback(told.At, returned, told.Said, traits.Value),
        ];

    /// <summary>What its task did meanwhile.</summary>
    internal IEnumerable<(int At, T Said)> Within<T>(Account a)
        where T : struct, IEventView => a.All<T>().Where(told => told.At > Entered && told.At < Returned && a.TaskAt(told.At) == Said.Header.Task);
}
