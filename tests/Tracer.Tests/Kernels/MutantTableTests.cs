using System.Globalization;
using System.Text;
using Tracer.Testing;
using Tracer.Testing.Captures;
using Tracer.Testing.Mutators;

namespace Tracer.Tests.Kernels;

/// <summary>The committed table of how many places of each capture are broken, where a capture has fewer than ten.</summary>
public sealed class MutantTableTests
{
    private const string Heading = """
        # Places broken by the tests

        Written by the tests (`TRACER_UPDATE_GOLDEN=1`), and compared by them. Each cell is one copy of the capture's text, broken at ten places spread over it, or at all that it has if they
        are fewer; in each copy exactly what was broken is found, at its line. In brackets: how many findings that are: one for each change of a bracket, and where a range of one page is too short, N07 besides N05;
        a kernel that calls invalidate_range and change_pte in the bracket breaks N11 and C04 too.
        The first bracket of an address space is left alone, for it shows that there is a notifier. A lock out of sight and lost events must give no finding.


        """;

    private static readonly Mutator[] Mutators = [.. MutantTests.Mutators, new CpuEventsLost()];

    [Fact]
    public void Matches_what_is_committed()
    {
        var table = new StringBuilder(Heading);
        Row(table, ["capture", .. Mutators.Select(mutator => mutator.Name)]);
        Row(table, ["---", .. Mutators.Select(_ => "---:")]);
        foreach (var capture in MutantTests.Captures)
            Row(table, [capture, .. Mutators.Select(mutator => Cell(mutator.Mutate(Capture.Of(capture))))]);
        Golden.Matches(table.ToString(), "traces/kernel/MUTANTS.md");
    }

    private static string Cell((Draft Draft, int Places) mutated) =>
        string.Create(CultureInfo.InvariantCulture, $"{mutated.Places} ({mutated.Draft.Breaches.Count})");

    private static void Row(StringBuilder table, IEnumerable<string> cells) => table.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
