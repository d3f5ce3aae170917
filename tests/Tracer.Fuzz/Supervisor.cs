using System.Diagnostics;
using System.Globalization;

namespace Tracer.Fuzz;

/// <summary>Starts workers, each with half a gigabyte, and goes on behind the case that one dies of or hangs in.</summary>
internal static class Supervisor
{
    private const int CasesAWorker = 10_000;
    private const string MostMemory = "0x1F400000";
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);

    /// <summary>Fuzzes, and prints a row for each reader; 1 if anything was found.</summary>
    public static int Run(IReadOnlyList<FuzzReader> readers, long cases, long seed, string folder)
    {
        Console.WriteLine("| reader | seed | cases | faults | deaths | hangs |");
        Console.WriteLine("|---|---|---|---|---|---|");
        var isClean = true;
        foreach (var reader in readers)
        {
            var tally = new Tally();
            for (long next = 0; next < cases;) next = Work(reader, next, Math.Min(cases, next + CasesAWorker), seed, folder, tally);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {reader.Name} | {seed} | {cases:N0} | {tally.Faults.Values.Sum()} | {tally.Deaths} | {tally.Hangs} |"));
            foreach (var (fault, count) in tally.Faults.OrderByDescending(pair => pair.Value)) Console.Error.WriteLine($"{reader.Name}: {count} x {fault}");
            isClean &= tally.Faults.Count == 0 && tally.Deaths == 0 && tally.Hangs == 0;
        }

        return isClean ? 0 : 1;
    }

    // Returns the case to go on with.
    private static long Work(FuzzReader reader, long from, long to, long seed, string folder, Tally tally)
    {
        string[] args = ["--work", reader.Name, .. new[] { from, to, seed }.Select(number => number.ToString(CultureInfo.InvariantCulture)), folder];
        var start = new ProcessStartInfo(Environment.ProcessPath!, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = MostMemory;

        // What is compiled here is mapped once, which is no protection that matters, and compiles faster.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using var worker = Process.Start(start)!;
        worker.ErrorDataReceived += (_, _) => { };
        worker.BeginErrorReadLine();
        var at = from;
        while (true)
        {
            // Of the first case the worker has to read its seeds.
            var reading = worker.StandardOutput.ReadLineAsync();
            if (!reading.Wait(at == from ? 6 * MostTime : MostTime))
            {
                worker.Kill();
                tally.Hangs++;
                Console.Error.WriteLine($"{reader.Name}: case {at} of seed {seed} hangs");
                return at + 1;
            }

            if (reading.Result is not { } line) break;
            if (line[0] != Worker.Found)
            {
                at = long.Parse(line, CultureInfo.InvariantCulture);
                continue;
            }

            var fault = line[1..];
            if (tally.Faults.TryAdd(fault, 0)) Console.Error.WriteLine($"{reader.Name}: case {at} of seed {seed}: {fault}");
            tally.Faults[fault]++;
        }

        worker.WaitForExit();
        if (worker.ExitCode == 0) return to;
        tally.Deaths++;
        Console.Error.WriteLine($"{reader.Name}: case {at} of seed {seed} ends the worker with {worker.ExitCode}");
        return at + 1;
    }

    private sealed class Tally
    {
        public Dictionary<string, int> Faults { get; } = new(StringComparer.Ordinal);

        public int Deaths { get; set; }

        public int Hangs { get; set; }
    }
}
