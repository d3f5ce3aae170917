using System.Diagnostics;
using Tracer.Tests.Cli;

namespace Tracer.Tests.Capturing;

/// <summary>The command, and the scripts that it prints.</summary>
public sealed class CaptureScriptTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tracer-script").FullName;

    public static TheoryData<string> Options => ["", "--kernel 6.1", "--kernel 6.6+", "--minimal", "--kernel 5.10-5.15 --minimal"];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Options))]
    public void Shells_take_the_script(string options)
    {
        var path = Printed(options);
        Assert.Equal("", Told("sh", "-n", path));
        Assert.SkipUnless(Has("dash"), "dash is not installed");
        Assert.Equal("", Told("dash", "-n", path));
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Shellcheck_has_nothing_to_say(string options)
    {
        Assert.SkipUnless(Has("shellcheck"), "shellcheck is not installed");
        Assert.Equal("", Told("shellcheck", Printed(options)));
    }

    [Fact]
    public void The_minimal_one_is_a_dozen_probes_and_says_what_can_be_judged()
    {
        var lines = Tool.Run("capture-script", "--kernel", "6.12", "--minimal").Done();
        Assert.InRange(lines.Where(line => line.StartsWith("6012 6012 ", StringComparison.Ordinal)).Select(line => line.Split(' ')[3]).Distinct().Count(), 10, 14);
        var judged = Judged(lines);
        Assert.Contains("N01", judged);
        Assert.DoesNotContain("L02", judged);

        var all = Judged(Tool.Run("capture-script", "--kernel", "6.12").Done());
        Assert.Contains("L02", all);
        Assert.Empty(judged.Except(all));
    }

    [Theory]
    [InlineData("--kernel 4.14", "probes are defined for kernels from 5.10 on, not for 4.14")]
    [InlineData("--kernel aac2fea9", "--kernel aac2fea9: a version of Linux is wanted, such as 6.1")]
    [InlineData("--kallsyms x", "--kallsyms goes with --vmlinux, whose symbols it has")]
    [InlineData("--kernel 6.1 --vmlinux x", "--vmlinux tells which kernel it is: leave --kernel away")]
    public void Wrong_usage_is_told(string options, string message) => Assert.Equal(message, Tool.Run(["capture-script", .. options.Split(' ')]).Refusal());

    [Fact]
    public void An_image_s_stores_are_told_and_are_in_the_script()
    {
        var image = new ImageBuilder();
        image.Function("copy_page_range", 0xffff_ffff_8100_0000, [0x0f, 0x1f, 0x44, 0, 0, 0xe8, 0xf6, 0x0f, 0, 0, 0xc3]);
        image.Function("set_pte", 0xffff_ffff_8100_1000, [0xc3]);
        image.Function("last", 0xffff_ffff_8100_2000, [0xc3]);
        var told = Tool.Run("capture-script", "--vmlinux", image.WriteTo(Path.Combine(folder, "vmlinux")));
        Assert.Equal(0, told.ExitCode);
        Assert.StartsWith("tracer: 1 stores to page tables: copy_page_range 1\n", told.Error, StringComparison.Ordinal);
        Assert.Contains("p:tracer_pw/set_pte__copy_page_range_5 copy_page_range+5 ptep=%di:x64 new=%si:x64 old=+0(%di):x64", told.Output, StringComparison.Ordinal);
        Assert.Contains("built='6.12.117-test #3 SMP Sat Nov 14 2026'", told.Output, StringComparison.Ordinal);
    }

    private static string[] Judged(IEnumerable<string> lines) =>
        string.Join(' ', lines.SkipWhile(line => !line.StartsWith("# Rules that can be judged", StringComparison.Ordinal))
            .TakeWhile(line => !line.StartsWith("# Not shown", StringComparison.Ordinal) && line.StartsWith('#')))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length == 3 && char.IsAsciiDigit(word[2])).ToArray();

    private static bool Has(string command) => Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(path => File.Exists(Path.Combine(path, command)));

    private static string Told(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var told = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return told;
    }

    private string Printed(string options)
    {
        var path = Path.Combine(folder, "capture.sh");
        Assert.Empty(Tool.Run(["capture-script", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), "-o", path]).Error);
        return path;
    }
}
