using System.Text.Json;

namespace Tracer.Events;

/// <summary>Names as the command line and other programs read them: <c>not-exercised</c>, <c>trace-dat</c>.</summary>
public static class Kebab
{
    public static string Of(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    public static string Of<T>(T value) where T : struct, Enum => Of(value.ToString());
}
