using System.Text;
using System.Text.RegularExpressions;
using Tracer.Reports.Text;
using Tracer.Tests.Reports;

namespace Tracer.Tests.Traces.Ftrace;

/// <summary>Whatever numbers a text holds, it is checked: what no kernel prints is a lost event at its line, and nothing else happens.</summary>
public sealed partial class HostileTextTests
{
    private const long MostBytes = 256L << 20;
    private const int LinesAround = 40;

    private static readonly string[] Numbers =
    [
        "0", "-1", "38", "300000000", "9223372036854775808", "99999999999999999999", "0x1200", "0xffffffffffffffff", "0xfffffffffffff000", "0x8000000000000000",
    ];

    private static readonly string[] Captures = ["linux-6.1/munmap-kvm", "linux-6.1/thp-split-kvm", "linux-6.1/pageout-kvm", "linux-6.12/cow-fork-kvm"];

    [Fact]
    public void No_number_of_any_line_does_more_than_lose_it()
    {
        var tried = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in Captures) TryLinesOf(name, tried);
        Assert.True(tried.Count > 40, $"the captures have {tried.Count} kinds of lines only");
    }

    [Fact]
    public void A_free_of_an_order_that_no_kernel_has_is_lost_and_nothing_rests_on_it()
    {
        const string Free = "             mmw-183     [000] .....    39.1: mm_page_free: page=0xffffea0000000000 pfn=0x1000 order=";
        var text = KernelText.Of(Free + "38", Free + "3");
        Assert.Equal(3, text.Only<PageFreed>().Order);
        Assert.Equal(new Gap(0, 0, 1) { Cause = GapCause.Damaged }, Assert.Single(text.Completeness.Gaps));
        Assert.Equal(1, text.Only<EventsLost>().Count);
    }

    private static void TryLinesOf(string name, HashSet<string> tried)
    {
        var lines = KernelText.LinesOf(name);
        for (var i = 0; i < lines.Count; i++)
        {
            if (EventName().Match(lines[i]) is not { Success: true } found || !tried.Add(Kind().Replace(found.Value, "__"))) continue;
            var from = Math.Max(0, i - LinesAround);
            List<string> around = [.. lines.Skip(from).Take(2 * LinesAround)];
            foreach (var mutant in Mutants(lines[i]))
            {
                around[i - from] = mutant;
                Check(around, mutant);
            }
        }
    }

    private static void Check(List<string> lines, string mutant)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var trace = FtraceTrace.Open(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))), "trace.txt", null);
            _ = new TextReport().Text(TraceCheck.Run(trace, new CheckOptions()));
        }
        catch (Exception e)
        {
            Assert.Fail($"{mutant}\n{e}");
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes, mutant);
    }

    private static IEnumerable<string> Mutants(string line)
    {
        foreach (Match number in Number().Matches(line))
            foreach (var other in Numbers) yield return line[..number.Index] + other + line[(number.Index + number.Length)..];
    }

    // The numbers of the head too: pid, cpu, time.
    [GeneratedRegex(@"(?<![\w.])-?(0x)?[0-9a-f]*[0-9][0-9a-f]*(?![\w.])")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<=\d: )\w+(?=: )")]
    private static partial Regex EventName();

    [GeneratedRegex("__.*")]
    private static partial Regex Kind();
}
