using static Tracer.Traces.Ftrace.Definitions.FetchArgument;

namespace Tracer.Traces.Ftrace.Definitions;

/// <summary>Makes definitions of the short form that the tables are written in.</summary>
internal static class Make
{
    /// <param name="probe">Group and name: <c>mn/range_start</c>.</param>
    /// <param name="prototype">The function with its parameters, the last that is fetched being the last that is named: <c>f(vma, address)</c>.</param>
    /// <param name="arguments">See <see cref="Parse"/>.</param>
    public static ProbeDefinition Entry(string probe, string prototype, string arguments = "") => Of(probe, ProbeKind.Entry, prototype, arguments);

    public static ProbeDefinition Return(string probe, string prototype, string arguments = "") => Of(probe, ProbeKind.Return, prototype, arguments);

    public static ProbeDefinition Tracepoint(string probe) => Of(probe, ProbeKind.Tracepoint, "", "");

    private static ProbeDefinition Of(string probe, ProbeKind kind, string prototype, string arguments)
    {
        var slash = probe.IndexOf('/', StringComparison.Ordinal);
        var parts = prototype.Split('(', ')');
        return new ProbeDefinition(
            probe[..slash], probe[(slash + 1)..], kind, parts[0],
            parts.Length > 1 ? parts[1].Split(", ", StringSplitOptions.RemoveEmptyEntries) : [], Parse(arguments));
    }
}
