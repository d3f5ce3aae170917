using Tracer.Testing;
using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Cli;

/// <summary>A part of a trace to attach to a mail.</summary>
[Collection(NettraceCollection.Name)]
public sealed class SliceCommandTests(SampleTraces traces) : IClassFixture<SampleTraces>
{
    [Fact]
    public void A_finding_is_explained_by_its_part_as_by_the_whole()
    {
        var part = traces.PathOf("finding.txt.gz");
        var told = Tool.Run("slice", SampleTraces.PlantedKernel, "--finding", "1", "-o", part).Done()[0];
        var line = int.Parse(told[(told.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        Assert.StartsWith($"{part}: lines ", told, StringComparison.Ordinal);
        Assert.Contains("; line 1342 stands there on line ", told, StringComparison.Ordinal);
        Assert.Contains($"{line}: ", string.Join(' ', Tool.Run("explain", part, "--at", $"{line}").Done()[..2]), StringComparison.Ordinal);
        Assert.Contains("A = line " + line + " mmw-98 clears PTE 0x7fffe9c40000 in ptep_clear_flush called", Tool.Run("explain", part).Output, StringComparison.Ordinal);
        Assert.Equal([0x1f, 0x8b], File.ReadAllBytes(part)[..2]);
    }

    [Fact]
    public void A_part_of_a_recording_is_one_with_its_events_lost_where_they_were_left_out()
    {
        var part = traces.PathOf("part.nettrace");
        Assert.Equal($"{part}: #200 to #240 of {traces.Violated}", Tool.Run("slice", traces.Violated, "--around", "220", "--margin", "20", "-o", part).Done()[0]);
        var (whole, shown) = (Tool.Run("show", traces.Violated, "--from", "200", "--to", "240").Done(), Tool.Run("show", part).Done());
        Assert.Equal(whole, shown[2..^2]);
        Assert.EndsWith("run begins: seed 69, 3 CPUs, 3 tasks, engine 3", shown[0], StringComparison.Ordinal);
        Assert.Matches(@" \d+ events lost$", shown[1]);
        Assert.Matches(@" \d+ events lost$", shown[^2]);
        Assert.Contains(" run ends after ", shown[^1], StringComparison.Ordinal);
        Assert.NotEqual(0, Tool.Run("check", part).ExitCode);
        traces.NothingPartial();
    }

    [Theory]
    [InlineData("{engine} --around 220 -o {engine}", "it is read as well")]
    [InlineData("{engine} --around 99999999 -o {out}.nettrace", "{engine}: no event lies there")]
    [InlineData("{text} --around 99999999 -o {out}.txt", "{text}: no event lies there")]
    [InlineData("{engine} --around 220 -o {out}.nettrace.gz", "events are recorded into a .nettrace, which is not packed: name it so")]
    [InlineData("{dat} --around 220 -o {out}.txt", "{dat}: a trace.dat is cut by trace-cmd: `trace-cmd split -i FILE -o PART START END`")]
    [InlineData("{text} -o {out}.txt", "which part is meant? --from, --to, --around or --finding says")]
    [InlineData("{text} --finding 1 --from 3 -o {out}.txt", "--finding says which part is meant")]
    [InlineData("{text} --finding 999 -o {out}.txt", "no finding 999; the trace has ")]
    [InlineData("- --finding 1 -o {out}.txt", "slice --finding reads a trace several times, so it needs a file")]
    public void What_cannot_be_cut_is_refused_in_a_line(string line, string why)
    {
        string Filled(string text) => text.Replace("{engine}", traces.Violated, StringComparison.Ordinal).Replace("{text}", SampleTraces.PlantedKernel, StringComparison.Ordinal)
            .Replace("{dat}", RepositoryRoot.At("traces/kernel/planted/bug01-cow-fork-kvm.dat"), StringComparison.Ordinal).Replace("{out}", traces.PathOf("refused"), StringComparison.Ordinal);
        Assert.Contains(Filled(why), Tool.Run(["slice", .. Filled(line).Split(' ')]).Refusal(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(traces.Folder, "refused*"));
    }
}
