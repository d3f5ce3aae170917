using System.Globalization;

namespace Tracer.Traces.Ftrace.Definitions;

/// <summary>One field of a probe: <c>mm=vma->vm_mm:x64</c>.</summary>
/// <param name="Key">The name that the reader knows it by.</param>
/// <param name="Source">A parameter, a member of what it points to, what it points to, <c>+0(ptep)</c>, or <c>$retval</c>.</param>
/// <param name="Type">How it is printed, and how many bytes of it there are.</param>
public sealed record FetchArgument(string Key, string Source, string Type)
{
    private const string Returned = "$retval";
    private const string Member = "->";
    private const string Pointed = "+0(";

    /// <summary>As a kernel understands it that has type information of itself.</summary>
    public string ByName => $"{Key}={Source}:{Type}";

    /// <summary>The parameter that it is read from; null for the returned value.</summary>
    public string? Parameter => Source == Returned ? null
        : Source.StartsWith(Pointed, StringComparison.Ordinal) ? Source[Pointed.Length..^1]
        : Source.Split(Member)[0];

    /// <summary>As every kernel understands it; null if the layout does not tell where it is.</summary>
    internal string? ByPlace(ProbeDefinition definition, IKernelLayout layout)
    {
        if (Parameter is not { } parameter) return ByName;
        if (layout.PlaceOf(definition, parameter) is not { } place) return null;
        var register = string.Create(CultureInfo.InvariantCulture, $"$arg{place}");
        if (Source == parameter) return $"{Key}={register}:{Type}";
        if (Source.StartsWith(Pointed, StringComparison.Ordinal)) return $"{Key}=+0({register}):{Type}";
        var member = Source[(parameter.Length + Member.Length)..];
        return layout.OffsetOf(KernelStructures.Of(parameter), member) is { } offset
            ? string.Create(CultureInfo.InvariantCulture, $"{Key}=+{offset}({register}):{Type}") : null;
    }

    /// <summary>Reads <c>mm=vma->vm_mm flags=range->flags:x32 start</c>: a name alone is a field of the parameter of that name, and a type is 8 bytes in hexadecimal if none is said.</summary>
    internal static IReadOnlyList<FetchArgument> Parse(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(One)];

    private static FetchArgument One(string text)
    {
        var (what, type) = text.Split(':') is [var before, var named] ? (before, named) : (text, "x64");
        var equals = what.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? new(what, what, type) : new(what[..equals], what[(equals + 1)..], type);
    }
}
