using System.Text.RegularExpressions;
using Tracer.Testing;

namespace Tracer.Tests.Cli;

/// <summary>What the first page says of the tool is so.</summary>
public sealed partial class FirstPageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryRoot.At("README.md"));

    [Fact]
    public void It_counts_rules_kernels_and_drivers_right()
    {
        Assert.Equal(RuleCatalogue.All.Count, Number(Rules()));
        Assert.Equal(ProtocolCatalogue.All.Count, Number(Kernels()));
        Assert.Equal(DriverCatalogue.All.Count, Number(Drivers()));
    }

    [Fact]
    public void Its_finding_is_what_check_prints_of_the_recording()
    {
        var shown = Finding().Match(Page);
        Assert.True(shown.Success);
        var report = Tool.Run("check", RepositoryRoot.At(shown.Groups["trace"].Value)).Output;

        // The last line names the path as it was given.
        foreach (var line in shown.Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).SkipLast(1)) Assert.Contains(line[4..], report, StringComparison.Ordinal);
    }

    private static int Number(Regex of) => int.Parse(of.Match(Page).Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"puts (\d+) rules")]
    private static partial Regex Rules();

    [GeneratedRegex(@"which of (\d+) kernels")]
    private static partial Regex Kernels();

    [GeneratedRegex(@"which of (\d+) drivers")]
    private static partial Regex Drivers();

    [GeneratedRegex(@"^    Finding \d+: [A-Z]\d\d \w+ \(\w+, \w+\) violated at #\d+.*?explain (?<trace>\S+) --at \d+$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Finding();
}
