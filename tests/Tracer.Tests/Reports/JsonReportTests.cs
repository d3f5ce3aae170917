using System.Text.Json;
using Tracer.Analysis;
using Tracer.Reports.Json;

using Tracer.Testing;

namespace Tracer.Tests.Reports;

public sealed class JsonReportTests
{
    private readonly ReclaimUnderAac2fea9 run = new();

    [Fact]
    public void Names_and_order_are_those_of_the_schema()
    {
        var trace = Parse(run.Report with { Completeness = new Completeness(true, false, [new Gap(12, null, 3)]) })[0];
        Assert.Equal(
            "schema trace source protocol kernel known_from verdict error events lost completeness rules findings unread contradiction lines", Properties(trace));
        Assert.Equal("starts_in_middle ends_in_middle gaps unplaced interrupted", Properties(trace.GetProperty("completeness")));
        Assert.Equal("after cpu lost cause", Properties(trace.GetProperty("completeness").GetProperty("gaps")[0]));
        Assert.Equal("id severity fault verdict checked unjudged violations", Properties(trace.GetProperty("rules")[0]));
        Assert.Equal(
            "rule reason kind confirmed_by sequence line task mm address function because witnesses held brackets caller", Properties(trace.GetProperty("findings")[0]));
    }

    [Fact]
    public void A_violated_run_reads_as_written() => Golden.Matches(new JsonReport().Text(run.Report), "tests/Tracer.Tests/Reports/Golden/violated.json");

    [Fact]
    public void Verdicts_and_kinds_are_words_of_the_contract()
    {
        var trace = Parse(run.Report)[0];
        Assert.Equal("violated", trace.GetProperty("verdict").GetString());
        Assert.Equal(
            ["violated", "violated", "violated", "violated", "not-exercised", "not-observable", "not-observable"],
            trace.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("verdict").GetString()!));
        Assert.Equal(
            ["protocol", "protocol", "policy", "outcome"],
            trace.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("kind").GetString()!));
    }

    [Fact]
    public void A_line_is_given_where_the_trace_is_a_text_and_a_record_where_it_is_a_trace_dat()
    {
        Assert.Equal(JsonValueKind.Null, First(TraceSourceKind.Nettrace).GetProperty("line").ValueKind);
        Assert.Equal(LineSequence.LineOf(2409), First(TraceSourceKind.FtraceReport).GetProperty("line").GetInt64());
        Assert.Equal(LineSequence.LineOf(2409), First(TraceSourceKind.TraceDat).GetProperty("line").GetInt64());

        JsonElement First(TraceSourceKind kind) =>
            Parse(run.Report with { Origin = new TraceOrigin(kind, null, "6.1", KnownFrom.Option) })[0].GetProperty("findings")[0];
    }

    [Fact]
    public void An_unreadable_trace_is_an_object_of_the_same_shape()
    {
        var traces = Parse(TraceReport.Unreadable("a \"b\".txt", "empty file"), run.Report);
        Assert.Equal(Properties(traces[1]), Properties(traces[0]));
        Assert.Equal("unreadable", traces[0].GetProperty("verdict").GetString());
        Assert.Equal("empty file", traces[0].GetProperty("error").GetString());
        Assert.Equal("none", traces[0].GetProperty("known_from").GetString());
        Assert.Equal("a \"b\".txt", traces[0].GetProperty("trace").GetString());
    }

    private static JsonElement Parse(params TraceReport[] reports) => JsonDocument.Parse(new JsonReport().Text(reports)).RootElement;

    private static string Properties(JsonElement of) => string.Join(' ', of.EnumerateObject().Select(property => property.Name));
}
