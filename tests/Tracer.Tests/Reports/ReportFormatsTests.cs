using Tracer.Reports;

namespace Tracer.Tests.Reports;

public sealed class ReportFormatsTests
{
    [Fact]
    public void Each_format_is_found_by_its_name() => Assert.All(ReportFormats.All, renderer => Assert.Same(renderer, ReportFormats.Find(renderer.Format)));

    [Fact]
    public void An_unknown_format_is_told_which_there_are() => Assert.Equal(
        "unknown format 'xml'; known: text, json, csv, csv-rules, sarif, junit", Assert.Throws<ArgumentException>(() => ReportFormats.Find("xml")).Message);
}
