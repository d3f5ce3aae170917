using Tracer.Tests.Cli;
using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Survival;

/// <summary>A disk that is full at whatever point is one line, and nothing under the name of the file.</summary>
[Collection(NettraceCollection.Name)]
public sealed class FullDiskTests(SampleTraces traces) : IClassFixture<SampleTraces>
{
    private const string WhyNot = "mounting a small file system is not allowed here";
    private static readonly int[] Sizes = [0, 4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 64, 80, 96, 112, 128, 152, 200, 300, 400];

    [Fact]
    public void A_full_disk_is_one_line_and_no_file()
    {
        Assert.SkipUnless(SmallDisk.MayMount, WhyNot);
        var table = new Outcomes(
            "Full disks", $"Each command writes onto file systems of {string.Join(", ", Sizes.Select(size => size == 0 ? "no" : $"{size}"))} KiB. Written by `FullDiskTests`.",
            "*Full* is exit code 2, one line, and no file but whole ones under their names; a recording that broke off is kept as `.partial`, and said.");
        var wrong = new List<string>();
        foreach (var work in Outcomes.Some(Work.Writing(traces.Violated), every: 4))
        {
            var undisturbed = work.Undisturbed();
            foreach (var size in Outcomes.Some(Sizes, every: 6))
            {
                using var disk = new SmallDisk(Math.Max(size, 4));
                if (size == 0) File.WriteAllBytes(Path.Combine(disk.Folder, "filler.partial"), new byte[4096]);
                using var tool = ToolProcess.Start(disk.Folder, work.Args);
                if (tool.End() is not { } ended)
                {
                    wrong.Add($"{work.Name} on {size} KiB does not end");
                    continue;
                }

                var (whole, partial) = Fingerprint.In(disk.Folder);
                var full = ended.ExitCode == 2;
                table.Count(work.Name, full ? $"full{(partial.Length > (size == 0 ? 1 : 0) ? ", partial" : "")}" : "written");
                if (!full && ended.ExitCode != undisturbed.ExitCode) wrong.Add($"{work.Name} on {size} KiB: exit code {ended.ExitCode}: {ended.Error}");
                if (full && ended.ErrorLines.Length != 1) wrong.Add($"{work.Name} on {size} KiB: {ended.Error}");
                if (!full && whole.Count != undisturbed.Files.Count) wrong.Add($"{work.Name} on {size} KiB: exit code {ended.ExitCode}, and no file");
                wrong.AddRange(undisturbed.NotWhole(whole).Select(what => $"{work.Name} on {size} KiB: {what}"));
            }
        }

        table.Write("DISKS");
        Assert.Empty(wrong);
    }
}
