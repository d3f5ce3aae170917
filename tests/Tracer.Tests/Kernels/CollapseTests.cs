using Tracer.Testing.Captures;
using Tracer.Testing.Mutators;

namespace Tracer.Tests.Kernels;

/// <summary>A collapse into a huge page: what is taken away is a table, with the 512 pages that are mapped through it. It is one change, and one breach.</summary>
public sealed class CollapseTests
{
    private const string Cut = "xchg__pmdp_collapse_flush_";

    [Theory]
    [InlineData("linux-6.1/thp-split-kvm")]
    [InlineData("linux-7.2/kaslr-thp-collapse-kvm")]
    public void Lies_inside_its_bracket(string capture)
    {
        var lines = Capture.Of(capture).Lines;
        Assert.Empty(KernelCheck.OfText(Text(lines)).Findings);
        Assert.Single(lines, line => line.Name.StartsWith(Cut, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_bracket_is_named()
    {
        var lines = Capture.Of("linux-6.1/thp-split-kvm").Lines.ToList();
        var (started, ended) = BracketOf(lines);
        var left = lines.Except([.. started, .. ended]).ToList();
        Assert.Equal([new Breach(left.FindIndex(IsCut) + 1, "N01")], KernelCheck.OfText(Text(left)).Breaches());
    }

    [Theory]
    [InlineData("linux-6.1/thp-split-kvm")]
    [InlineData("linux-7.2/kaslr-thp-collapse-kvm")]
    public void After_the_end_of_its_bracket_is_named(string capture)
    {
        var lines = Capture.Of(capture).Lines.ToList();
        var (started, ended) = BracketOf(lines);
        var moved = lines.Except(ended).ToList();
        moved.InsertRange(moved.IndexOf(started[^1]) + 1, ended);
        Assert.Equal([new Breach(moved.FindIndex(IsCut) + 1, "N03")], KernelCheck.OfText(Text(moved)).Breaches());
    }

    [Fact]
    public void Without_the_lock_of_the_table_above_is_named()
    {
        var lines = Capture.Of("linux-6.1/thp-split-kvm").Lines.ToList();
        var cut = lines.FindIndex(IsCut);
        var locked = lines.FindLastIndex(cut, line => line.Name == "spin_lock");
        var unlocked = lines.FindIndex(cut, line => line.Name == "spin_unlock");
        for (var at = locked; at < unlocked; at++) lines[at] = lines[at].OneLess();
        lines.RemoveAt(unlocked);
        lines.RemoveAt(locked);
        Assert.Equal([new Breach(cut, "L02")], KernelCheck.OfText(Text(lines)).Breaches());
    }

    private static (CaptureLine[] Started, CaptureLine[] Ended) BracketOf(List<CaptureLine> lines)
    {
        var cut = lines.FindIndex(IsCut);
        var start = lines.FindLastIndex(cut, line => line.Name == "range_start");
        var end = lines.FindIndex(cut, line => line.Name == "range_end");
        return (To("range_start_ret", start), To("range_end_ret", end));

        CaptureLine[] To(string name, int from) =>
            [.. lines[from..(lines.FindIndex(from, line => line.Name == name) + 1)].Where(line => line.Pid == lines[cut].Pid)];
    }

    private static bool IsCut(CaptureLine line) => line.Name.StartsWith(Cut, StringComparison.Ordinal);

    private static string Text(IEnumerable<CaptureLine> lines) => CaptureText.Of(lines);
}
