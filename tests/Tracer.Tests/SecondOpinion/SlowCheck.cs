namespace Tracer.Tests.SecondOpinion;

/// <summary>One rule of the catalogue as a slow and obvious search over a whole list of events.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="From">The first era it speaks of, E0 to E6.</param>
/// <param name="To">The last era.</param>
/// <param name="Breaches">The places of the events that break it.</param>
internal sealed record SlowCheck(string Rule, int From, int To, Func<Account, IEnumerable<int>> Breaches)
{
    internal static IReadOnlyList<SlowCheck> All { get; } =
        [.. BracketChecks.All, .. InvalidationChecks.All, .. HistoryChecks.All, .. PageChecks.All, .. LockChecks.All, .. DriverChecks.All, .. OutcomeChecks.All];

    /// <summary>The rules that a list of events breaks, by id, each with the places that break it.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<int>> Judge(IReadOnlyList<VmEvent> events, string protocol)
    {
        var account = new Account(events, protocol);
        return All.Where(check => check.From <= account.Era && account.Era <= check.To)
            .Select(check => (check.Rule, Places: (IReadOnlyList<int>)[.. check.Breaches(account).Distinct().Order()]))
            .Where(judged => judged.Places.Count > 0)
            .ToDictionary(judged => judged.Rule, judged => judged.Places);
    }
}
