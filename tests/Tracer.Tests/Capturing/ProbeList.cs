using Tracer.Testing;

namespace Tracer.Tests.Capturing;

/// <summary>One definition as it is written into <c>kprobe_events</c>.</summary>
/// <param name="Kind">p or r.</param>
/// <param name="Event">Group and name.</param>
/// <param name="Place">Function, or function and offset.</param>
/// <param name="Arguments">What is fetched.</param>
internal sealed record ListedProbe(string Kind, string Event, string Place, IReadOnlyList<string> Arguments)
{
    public string Group => Event.Split('/')[0];

    public string Name => Event.Split('/')[1];

    public static ListedProbe Parse(string line)
    {
        var words = line.Split(' ');
        var colon = words[0].IndexOf(':', StringComparison.Ordinal);
        return new(words[0][..colon], words[0][(colon + 1)..], words[1], words[2..]);
    }

    /// <summary>Only what the reader has a field for.</summary>
    public ListedProbe Read() => this with { Arguments = [.. Arguments.Where(argument => FieldNames.Of(System.Text.Encoding.ASCII.GetBytes(argument.Split('=')[0])) != Field.None)] };

    public override string ToString() => string.Join(' ', [$"{Kind}:{Event}", Place, .. Arguments]);
}

/// <summary>The lists of definitions that kernels have taken.</summary>
internal static class ProbeList
{
    public static IReadOnlyList<ListedProbe> Of(string kernel) =>
        [.. File.ReadLines(RepositoryRoot.At($"tests/Tracer.Tests/Capturing/Lists/{kernel}.txt")).Where(line => line.Length > 0 && line[0] is 'p' or 'r').Select(ListedProbe.Parse)];

    /// <summary>Those on functions that the reader has a row for, and of them only the fields that it has.</summary>
    public static IReadOnlyList<ListedProbe> Read(string kernel)
    {
        var known = ProbeTable.Of(KernelGeneration.Any).Select(row => row.Name).ToHashSet();
        return [.. Of(kernel).Where(probe => !probe.Place.Contains('+', StringComparison.Ordinal) && known.Contains(probe.Name)).Select(probe => probe.Read())];
    }

    /// <summary>Those of a script, without the prefix of their group, each with the words before it: first and last kernel, and kind.</summary>
    public static IReadOnlyList<(string Kind, ListedProbe Probe)> Of(CaptureScript script) =>
        [.. script.Lines().Select(line => (line.Split(' ')[2], ListedProbe.Parse(string.Join(' ', line.Split(' ')[3..]).Replace(":tracer_", ":", StringComparison.Ordinal))))];
}
