using Tracer.Analysis;
using Tracer.Engine;

namespace Tracer.Tests.SecondOpinion;

/// <summary>A run some of whose events were lost, come twice, or come late, as the reader of a recording hands it on.</summary>
internal sealed record LossCase(string Run, string Protocol, VmEvent[] Whole, int From, int Lost, Misfortune What)
{
    private const int MostLost = 60;

    public override string ToString() => $"events {From + 1} to {From + Lost} of {Run}" + What switch { Misfortune.Doubled => ", twice", Misfortune.Late => ", late", _ => "" };

    /// <summary>
    /// That many places, the same each time, and each misfortune at each. Half are of the clean runs, half of runs with a planted fault: each fault under the protocol, the scenario and the drivers that its
    /// row names, by the seeds 1, 2, 3 and so on.
    /// </summary>
    internal static IEnumerable<LossCase> Choose(int number)
    {
        var clean = CleanRun.Choose(Math.Min(300, number / 8)).Select(run => (run.ToString(), run.Protocol, run.Events)).ToArray();
        var random = new SplitMix64(7);
        for (var i = 0; i < number; i++)
        {
            var (run, protocol, events) = i % 2 == 0 ? clean[i / 2 % clean.Length] : Planted(i / 2);
            var body = Array.FindIndex(events, e => e.Header.Kind is not (EventKind.RunStarted or EventKind.Named));
            var lost = 1 + random.Next(Math.Min(MostLost, (events.Length - body) / 2));
            var from = body + random.Next(events.Length - 1 - body - lost);
            foreach (var what in Enum.GetValues<Misfortune>()) yield return new LossCase(run, protocol, events, from, lost, what);
        }
    }

    /// <summary>What is said of the events that are left, or of more.</summary>
    internal TraceReport Judge()
    {
        var read = new Engine.Recording();
        var continuity = new Continuity(read);
        continuity.Accept(Left());
        return Verdict.Of([.. read.Events], Protocol, continuity.Close(0, null));
    }

    // What comes late comes behind as many others.
    private VmEvent[] Left()
    {
        var (before, those, behind) = (Whole[..From], Whole[From..(From + Lost)], Whole[(From + Lost)..]);
        return What switch
        {
            Misfortune.Doubled => [.. before, .. those, .. those, .. behind],
            Misfortune.Late => [.. before, .. behind[..Math.Min(Lost, behind.Length)], .. those, .. behind[Math.Min(Lost, behind.Length)..]],
            _ => [.. before, .. behind],
        };
    }

    private static (string, string, VmEvent[]) Planted(int number)
    {
        var fault = FaultCatalogue.All[number % FaultCatalogue.All.Count];
        var seed = (ulong)(number / FaultCatalogue.All.Count) + 1;
        var request = new RunRequest
        {
            Scenario = fault.Scenario,
            Protocol = fault.Protocol,
            Drivers = fault.Drivers,
            Faults = [fault.Name],
            Changes = [.. fault.Changes.Select(RunRequest.ParseChange)],
        };
        return ($"{request.Scenario} under {request.Protocol} with {fault.Name}, seed {seed}", request.Protocol, [.. Engine.Recording.Of(Simulation.Prepare(request), seed).Events]);
    }
}

/// <summary>What happens to events on their way.</summary>
internal enum Misfortune
{
    Lost,
    Doubled,
    Late,
}
