using System.Text.Json.Serialization;

namespace Tracer.Reports.Json;

[JsonSerializable(typeof(TraceObject[]))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
