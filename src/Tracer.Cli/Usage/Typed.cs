namespace Tracer.Cli.Usage;

/// <summary>Names as people type them: in whatever case, several at once joined by <c>+</c> or a comma. Every option and argument that names things reads them so.</summary>
internal static class Typed
{
    /// <summary>The name that is meant: one that is known, whatever its case; one that is not as it was typed, so that it is complained of.</summary>
    public static string Name(string typed, IEnumerable<string> known) =>
        known.FirstOrDefault(name => name.Equals(typed, StringComparison.OrdinalIgnoreCase)) ?? typed;

    /// <summary>Each of several names.</summary>
    public static string[] List(string typed) => typed.Split(['+', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Each of several names, as they are known.</summary>
    public static string[] Names(string typed, IEnumerable<string> known) => [.. List(typed).Select(name => Name(name, known))];
}
