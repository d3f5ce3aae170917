using System.Text.Json;

namespace Tracer.Reports;

/// <summary>Values of an enum as other programs read them: <c>not-exercised</c>, <c>trace-dat</c>.</summary>
public static class Kebab
{
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
