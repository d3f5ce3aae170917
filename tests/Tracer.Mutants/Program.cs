using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Tracer.Events;
using Tracer.Mutants;
using Tracer.Testing;

// Changes the rules' own code in one place after the other and sees whether a test fails: a change that none sees is code that no test holds.
// dotnet build tests/Tracer.Tests -c Release && dotnet run -c Release --project tests/Tracer.Mutants -- COUNT SEED [FILE.md]
if (args.Length is < 2 or > 3 || !int.TryParse(args[0], CultureInfo.InvariantCulture, out var count) || !ulong.TryParse(args[1], CultureInfo.InvariantCulture, out var seed))
{
    Console.Error.WriteLine("usage: Tracer.Mutants COUNT SEED [FILE.md]");
    return 2;
}

var built = RepositoryRoot.At("tests/Tracer.Tests/bin/Release/net10.0");
var assembly = new MutableAssembly(RepositoryRoot.At("src/Tracer.Analysis"), built);
var all = assembly.Below("Rules", "Replay", "State").SelectMany(Mutations.In).ToList();
var random = new SplitMix64(seed);
var chosen = new ConcurrentQueue<Mutation>();
while (chosen.Count < count && all.Count > 0)
{
    var at = random.Next(all.Count);
    chosen.Enqueue(all[at]);
    all.RemoveAt(at);
}

// Tests that fail of the code as it is would kill whatever they are shown.
using (var unchanged = new TestRun(built, RepositoryRoot.At("tests/Tracer.Tests/bin/Mutants/unchanged")))
{
    assembly.Emit(null, unchanged.PathOf("Tracer.Analysis.dll"));
    if (KilledBy(unchanged) is { } failed)
    {
        Console.Error.WriteLine($"{failed} fails without any mutation");
        return 1;
    }
}

var fates = new List<(Mutation Mutation, string? KilledBy)>();
var invalid = 0;
await Task.WhenAll(Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount)).Select(worker => Task.Run(() => Work(worker))));
if (args.Length == 2) Console.Write(Table());
return 0;

void Work(int worker)
{
    using var run = new TestRun(built, RepositoryRoot.At(string.Create(CultureInfo.InvariantCulture, $"tests/Tracer.Tests/bin/Mutants/{worker}")));
    while (chosen.TryDequeue(out var mutation))
    {
        if (!assembly.Emit(mutation, run.PathOf("Tracer.Analysis.dll")))
        {
            Interlocked.Increment(ref invalid);
            continue;
        }

        var killedBy = KilledBy(run);
        lock (fates)
        {
            // It takes an hour: whoever ends it early has what was found so far.
            fates.Add((mutation, killedBy));
            if (args.Length == 3) File.WriteAllText(args[2], Table());
        }

        Console.Error.WriteLine($"{fates.Count}: {Path.GetFileName(mutation.Path)}:{mutation.Line} {mutation.Kind}: {killedBy ?? "SURVIVES"}");
    }
}

// The rules' own tests kill most; what they leave is shown to those that judge whole traces.
static string? KilledBy(TestRun run) => run.FirstFailure(RepositoryRoot.At("."), "Tracer.Tests.Analysis*")
    ?? run.FirstFailure(RepositoryRoot.At("."), "Tracer.Tests.Kernels*", "Tracer.Tests.SecondOpinion*", "Tracer.Tests.Lab*", "Tracer.Tests.Engine*", "Tracer.Tests.Traces*");

string Table()
{
    var text = new StringBuilder();
    var survivors = fates.Where(fate => fate.KilledBy is null).OrderBy(fate => fate.Mutation.Path, StringComparer.Ordinal).ThenBy(fate => fate.Mutation.Line).ToList();
    text.Append(CultureInfo.InvariantCulture, $"{fates.Count} mutations ({invalid} more did not compile), seed {seed}: {fates.Count - survivors.Count} killed, {survivors.Count} survive.\n\n");
    text.Append("| place | mutation |\n| --- | --- |\n");
    foreach (var (mutation, _) in survivors)
        text.Append(CultureInfo.InvariantCulture, $"| {Path.GetRelativePath(RepositoryRoot.At("src/Tracer.Analysis"), mutation.Path)}:{mutation.Line} | {mutation.Kind}: {mutation.Words} |\n");
    return text.ToString();
}
