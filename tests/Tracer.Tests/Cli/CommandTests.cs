using System.Xml.Linq;
using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Cli;

[Collection(NettraceCollection.Name)]
public sealed class CommandTests(SampleTraces traces) : IClassFixture<SampleTraces>
{
    [Fact]
    public void Record_says_what_it_recorded_and_the_same_arguments_give_the_same_events()
    {
        var path = traces.PathOf("again.nettrace");

        var line = Assert.Single(Tool.Run("record", "reclaim", "--protocol", "aac2fea9", "--driver", "kvm", "--seed", "69", "-o", path).Done());

        Assert.Matches($@"^{path}: \d+ events of reclaim under aac2fea9 with kvm, seed 69; hash [0-9a-f]{{16}}$", line);
        var hash = line[^16..];
        Assert.Contains($"  Hash  {hash}", Tool.Run("info", path).Done());
        Assert.Contains($"  Hash  {hash}", Tool.Run("info", traces.Violated).Done());
    }

    [Theory]
    [InlineData("--packed")]
    [InlineData("--driver ib-umem-odp --fault early-range-end")]
    [InlineData("--set rmap-walk-address=inside --seed 18446744073709551615")]
    public void What_was_recorded_replays_identical(string options)
    {
        var path = traces.PathOf("replayed.nettrace");
        Tool.Run(["record", "reclaim+cow", .. options.Split(' '), "-o", path]).Done();

        Assert.Matches(@": identical, [\d,]+ events$", Assert.Single(Tool.Run("replay", path).Done()));
    }

    [Fact]
    public void Explain_gives_the_finding_that_did_harm_or_the_one_asked_for()
    {
        var harmful = Tracer.Testing.RepositoryRoot.At("traces/museum/B02.nettrace");
        Assert.StartsWith("Finding 1: N11 InvalidateRangeIsNoBracket (critical, core) violated at #185:", Tool.Run("explain", harmful).Done()[0], StringComparison.Ordinal);
        Assert.StartsWith("Finding 5: T03 PageOutlivesItsUses (critical, core) violated at #", Tool.Run("explain", harmful, "--finding", "5").Done()[0], StringComparison.Ordinal);
        Assert.StartsWith("holds — ", Tool.Run("explain", traces.Holds).Done()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_shows_what_stands_around_the_order_that_keeps_the_rule_and_what_mends()
    {
        var told = Tool.Run("explain", Tracer.Testing.RepositoryRoot.At("traces/museum/B02.nettrace")).Done();

        Assert.Contains("  A   170 kswapd-2   clears PTE 0x7f0000001000 in try_to_unmap_one", told);
        Assert.Contains(" >B   185 kswapd-2   invalidate_range mm app [0x7f0000001000, +1B) in", told);
        Assert.Contains("  S01 197 kvm-dev-3  kvm writes 0x7f0000001000, pfn 0x100001", told);
        Assert.Contains(told, line => line.StartsWith("Kept in traces/rules/N11/holds.script: ", StringComparison.Ordinal));
        Assert.Contains("    4* range_start 0x1000+1 is called", told);
        Assert.Contains(told, line => line.StartsWith("Mend  in the kernel's core: ", StringComparison.Ordinal));
        Assert.All(told, line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void Of_several_findings_at_one_event_a_rule_tells_which_is_meant()
    {
        var trace = Tracer.Testing.RepositoryRoot.At("traces/museum/B02.nettrace");
        var told = string.Join('\n', Tool.Run("explain", trace, "--at", "185", "--rule", "n07").Done());

        Assert.Contains("N07 RangeIsWellFormed (high, core) violated at #185:", told, StringComparison.Ordinal);
        Assert.DoesNotContain("N11", told, StringComparison.Ordinal);
        Assert.Contains("N01 ChangeLiesInsideBracket", Tool.Run("explain", trace, "--rule", "N01").Done()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Show_prints_the_events_asked_for()
    {
        Assert.Equal(10, Tool.Run("show", traces.Holds, "--lines", "10").Done().Length);
        Assert.All(Tool.Run("show", traces.Holds, "--kind", "lockacquired,lockreleased").Done(), line => Assert.Matches(" (takes|releases) ", line));
        Assert.Equal(5, Tool.Run("show", traces.Holds, "--around", "100", "--lines", "2").Done().Length);
    }

    [Fact]
    public void Show_says_when_there_is_no_such_event()
    {
        Assert.StartsWith($"{traces.Holds}: --task nobody: no event is of that sort; nearest: ", Tool.Run("show", traces.Holds, "--task", "nobody").Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lanes")]
    [InlineData("violations")]
    [InlineData("rules")]
    public void Plot_draws_a_picture(string chart)
    {
        var path = traces.PathOf($"{chart}.svg");

        Assert.StartsWith($"{path}: ", Assert.Single(Tool.Run("plot", traces.Violated, "--chart", chart, "-o", path).Done()), StringComparison.Ordinal);

        Assert.Equal("svg", XDocument.Load(path).Root!.Name.LocalName);
        traces.NothingPartial();
    }

    [Fact]
    public void The_format_of_a_picture_is_that_of_its_ending_unless_another_is_asked_for()
    {
        var (byEnding, byOption) = (traces.PathOf("picture.png"), traces.PathOf("picture"));

        Tool.Run("plot", traces.Violated, "-o", byEnding).Done();
        Tool.Run("plot", traces.Violated, "--format", "png", "-o", byOption).Done();

        Assert.Equal("\u0089PNG", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(byEnding).AsSpan(0, 4)));
        Assert.Equal(File.ReadAllBytes(byEnding), File.ReadAllBytes(byOption));
    }

    [Fact]
    public void Demo_goes_from_nothing_to_a_finding()
    {
        var folder = traces.PathOf("demo/of/it");

        var told = string.Join('\n', Tool.Run("demo", "-o", folder).Done());

        Assert.Contains("   holds — ", told, StringComparison.Ordinal);
        Assert.Contains("   violated — ", told, StringComparison.Ordinal);
        foreach (var part in new[] { "  Let   ", "  Then  ", "  Held  ", "  Seen  S01 ", "  Again tracer explain " }) Assert.Contains($"\n{part}", told, StringComparison.Ordinal);
        Assert.Equal(["aac2fea9.nettrace", "aac2fea9.png", "aac2fea9.svg", "linux-6.1-cow-fork-kvm.trace.txt.gz"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        Assert.Equal("svg", XDocument.Load(Path.Combine(folder, "aac2fea9.svg")).Root!.Name.LocalName);
    }

    [Theory]
    [InlineData("scenarios", "reclaim")]
    [InlineData("protocols", "aac2fea9")]
    [InlineData("drivers", "ib-umem-odp")]
    [InlineData("faults", "early-range-end")]
    [InlineData("operations", "mkclean")]
    [InlineData("rules", "N01")]
    public void List_tells_what_there_is(string what, string one) =>
        Assert.Contains(Tool.Run("list", what).Done(), line => line.StartsWith(one + " ", StringComparison.Ordinal));

    [Fact]
    public void Rules_tells_one_or_all()
    {
        Assert.StartsWith("N01 ChangeLiesInsideBracket (critical, core)", Tool.Run("rules", "N01").Done()[0], StringComparison.Ordinal);
        Assert.Equal(Tool.Run("list", "rules").Output, Tool.Run("rules").Output);
    }
}
