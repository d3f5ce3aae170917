using Tracer.Tests.Traces.Ftrace;

namespace Tracer.Tests.Cli;

/// <summary>Where a trace has stacks, a finding is explained with that of its culprit.</summary>
public sealed class ExplainedStackTests
{
    private const string Culprit = "xchg__ptep_clear_flush_c: ";

    [Fact]
    public void The_stack_of_the_culprit_stands_below_what_was_seen()
    {
        var lines = KernelText.LinesOf("planted/bug01-cow-fork-kvm").ToList();
        Insert(lines, 1339, " => not_this_one");
        Insert(lines, 1342 + 2, " => ptep_clear_flush", " => wp_page_copy", " => do_wp_page (ffffffff81a3d3e8)");
        Assert.Contains(Culprit, lines[1343], StringComparison.Ordinal);
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, lines);
            var told = Tool.Run("explain", file).Output;
            Assert.Contains("\n\nStack of line 1344, innermost first:\n    ptep_clear_flush\n    wp_page_copy\n    do_wp_page\n\n", told, StringComparison.Ordinal);
            Assert.DoesNotContain("not_this_one", told, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Without_stacks_nothing_is_said_of_them() => Assert.DoesNotContain("Stack of", Tool.Run("explain", SampleTraces.PlantedKernel).Output, StringComparison.Ordinal);

    // Behind a line, with the time of the line.
    private static void Insert(List<string> lines, int behind, params string[] steps)
    {
        var line = lines[behind - 1];
        lines.InsertRange(behind, steps.Prepend($"{line[..(line.IndexOf(": ", StringComparison.Ordinal) + 2)]}<stack trace>"));
    }
}
