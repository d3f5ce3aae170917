using System.Text.Json;
using Tracer.Lab.Checking;
using Tracer.Reports.Sarif;
using Tracer.Testing;

namespace Tracer.Tests.Reports;

/// <summary>What the schema of SARIF 2.1.0 requires is there, and what it constrains is so.</summary>
public sealed class SarifReportTests
{
    private static readonly string[] Traces =
        ["traces/kernel/planted/bug24-cow-fork-kvm.trace.txt.gz", "traces/museum/B02.nettrace", "traces/museum/B02-mended.nettrace", "README.md"];

    private static readonly JsonElement Log = Parse([.. Traces.Select(path => TraceCheck.Run(RepositoryRoot.At(path), new CheckOptions()) with { Path = path })]);

    private static JsonElement Run => Log.GetProperty("runs")[0];

    private static JsonElement[] Results => [.. Run.GetProperty("results").EnumerateArray()];

    [Fact]
    public void The_log_has_what_the_schema_requires()
    {
        Assert.Equal("2.1.0", Log.GetProperty("version").GetString());
        Assert.EndsWith("sarif-2.1.0.json", Log.GetProperty("$schema").GetString(), StringComparison.Ordinal);
        Assert.Equal("Tracer", Run.GetProperty("tool").GetProperty("driver").GetProperty("name").GetString());
        Assert.Equal("utf16CodeUnits", Run.GetProperty("columnKind").GetString());
        Assert.All(Run.GetProperty("invocations").EnumerateArray(), of => Assert.Equal(JsonValueKind.False, of.GetProperty("executionSuccessful").ValueKind));
    }

    [Fact]
    public void A_rule_has_an_id_of_its_own_a_name_and_a_level()
    {
        var rules = Rules();
        Assert.Equal(rules.Length, rules.Select(rule => rule.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(rules, rule =>
        {
            Assert.Matches("^[A-Z][A-Za-z]+$", rule.GetProperty("name").GetString());
            Assert.NotEmpty(rule.GetProperty("shortDescription").GetProperty("text").GetString()!);
            Assert.Contains(rule.GetProperty("defaultConfiguration").GetProperty("level").GetString(), Levels);
        });
    }

    [Fact]
    public void A_result_has_a_message_names_its_rule_and_stands_somewhere()
    {
        Assert.NotEmpty(Results);
        Assert.All(Results, result =>
        {
            Assert.NotEmpty(result.GetProperty("message").GetProperty("text").GetString()!);
            Assert.Equal(result.GetProperty("ruleId").GetString(), Rules()[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
            Assert.Contains(result.GetProperty("level").GetString(), Levels);
            Assert.All([.. Locations(result, "locations"), .. Locations(result, "relatedLocations")], location =>
            {
                var physical = location.GetProperty("physicalLocation");
                Assert.True(Uri.IsWellFormedUriString(physical.GetProperty("artifactLocation").GetProperty("uri").GetString(), UriKind.RelativeOrAbsolute));
                if (physical.TryGetProperty("region", out var region)) Assert.InRange(region.GetProperty("startLine").GetInt64(), 1, long.MaxValue);
            });
        });
    }

    [Fact]
    public void Of_a_text_a_result_stands_at_its_line_and_in_its_function_of_a_recording_in_the_function_alone()
    {
        var (text, recording) = (Of("bug24"), Of("B02.nettrace"));
        Assert.Equal(967, text.GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt64());
        Assert.Equal("wp_page_copy", text.GetProperty("logicalLocations")[0].GetProperty("name").GetString());
        Assert.False(recording.GetProperty("physicalLocation").TryGetProperty("region", out _));
        Assert.Equal("function", recording.GetProperty("logicalLocations")[0].GetProperty("kind").GetString());

        static JsonElement Of(string trace) => Results.Select(result => Locations(result, "locations")[0])
            .First(location => location.GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString()!.Contains(trace, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_no_trace_is_an_error_of_the_run_and_no_result()
    {
        var told = Assert.Single(Run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications").EnumerateArray());
        Assert.Equal("error", told.GetProperty("level").GetString());
        Assert.Contains("README.md", told.GetProperty("message").GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    private static string[] Levels => ["none", "note", "warning", "error"];

    private static JsonElement[] Rules() => [.. Run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray()];

    private static JsonElement[] Locations(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray()];

    private static JsonElement Parse(params TraceReport[] reports) => JsonDocument.Parse(new SarifReport().Text(reports)).RootElement;
}
