using System.Security.Cryptography;
using Tracer.Testing;

namespace Tracer.PageTests;

/// <summary>The page as a file.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PageFileTests(Reports reports)
{
    [Fact]
    public void The_same_trace_gives_the_same_bytes()
    {
        var events = SyntheticTrace.GoodEvents(3_000, seed: 7);
        var first = File.ReadAllBytes(reports.OfEvents("again", events));
        Assert.Equal(first, File.ReadAllBytes(reports.OfEvents("again", events)));
    }

    [Fact]
    public void A_hundred_thousand_events_are_less_than_two_megabytes() =>
        Assert.InRange(new FileInfo(reports.OfEvents("hundred", SyntheticTrace.GoodEvents(100_000, seed: 1))).Length, 100_000, 2_000_000);

    [Fact]
    public void Nothing_of_the_page_is_fetched()
    {
        var page = File.ReadAllText(reports.Of("traces/engine/reclaim-aac2fea9-kvm.nettrace"));

        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_committed_script_is_built_of_its_sources()
    {
        // Who builds the tool has no npm: `npm install && npm run build` in Scripts makes it anew.
        var sources = Directory.EnumerateFiles(RepositoryRoot.At("src/Tracer.Pages/Scripts"), "*.js").Order(StringComparer.Ordinal).SelectMany(File.ReadAllBytes);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData([.. sources])), File.ReadLines(RepositoryRoot.At("src/Tracer.Pages/Page/timeline.js")).First(), StringComparison.Ordinal);
    }
}
