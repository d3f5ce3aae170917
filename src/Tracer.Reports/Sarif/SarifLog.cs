using System.Text.Json.Serialization;

namespace Tracer.Reports.Sarif;

// The members of SARIF 2.1.0 that are written, under its names in camel case; what is null is left out.

internal sealed record SarifLog([property: JsonPropertyName("$schema")] string Schema, string Version, SarifRun[] Runs);

internal sealed record SarifRun(SarifTool Tool, SarifInvocation[] Invocations, SarifResult[] Results, string ColumnKind);

internal sealed record SarifTool(SarifDriver Driver);

internal sealed record SarifDriver(string Name, string? Version, SarifRule[] Rules);

internal sealed record SarifRule(
    string Id, string Name, SarifMessage ShortDescription, SarifMessage Help, SarifConfiguration DefaultConfiguration, SarifRuleProperties Properties);

internal sealed record SarifConfiguration(string Level);

internal sealed record SarifRuleProperties(string Severity, string Fault, string Source);

internal sealed record SarifInvocation(bool ExecutionSuccessful, SarifNotification[] ToolExecutionNotifications);

internal sealed record SarifNotification(string Level, SarifMessage Message, SarifLocation[] Locations);

internal sealed record SarifResult(
    string RuleId, int RuleIndex, string Level, SarifMessage Message, SarifLocation[] Locations, SarifLocation[] RelatedLocations,
    SarifFingerprints PartialFingerprints, SarifResultProperties Properties);

/// <summary>By which a breach is the same in another run: sequence numbers, tasks and addresses change.</summary>
internal sealed record SarifFingerprints([property: JsonPropertyName("reasonFunctionCaller/v1")] string ReasonFunctionCaller);

internal sealed record SarifResultProperties(string Reason, long Sequence, string Task, string? Address, int? Number, string[] ConfirmedBy, string Severity);

internal sealed record SarifMessage(string Text);

internal sealed record SarifLocation(int? Id, SarifPhysicalLocation PhysicalLocation, SarifLogicalLocation[]? LogicalLocations, SarifMessage? Message);

internal sealed record SarifPhysicalLocation(SarifArtifactLocation ArtifactLocation, SarifRegion? Region);

internal sealed record SarifArtifactLocation(string Uri);

internal sealed record SarifRegion(long StartLine);

internal sealed record SarifLogicalLocation(string Name, string Kind);

[JsonSerializable(typeof(SarifLog))]
internal sealed partial class SarifJsonContext : JsonSerializerContext;
