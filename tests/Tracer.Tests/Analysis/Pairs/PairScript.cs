using Tracer.Testing;

namespace Tracer.Tests.Analysis.Pairs;

/// <summary>One half of a rule's pair: the script that says what happens, and the recording made of it.</summary>
/// <remarks>The script's first comments say the protocol and the rules it breaks: <c># protocol 4.14</c>, <c># breaks N01 N11</c>.</remarks>
public sealed class PairScript
{
    public const string Folder = "traces/rules";
    private readonly string[] lines;

    public PairScript(string rule, string half)
    {
        (Rule, Half) = (rule, half);
        lines = File.ReadAllLines(RepositoryRoot.At($"{Folder}/{rule}/{half}.script"));
    }

    public string Rule { get; }

    /// <summary><c>holds</c> or <c>violated</c>.</summary>
    public string Half { get; }

    public string RecordingPath => RepositoryRoot.At($"{Folder}/{Rule}/{Half}.nettrace");

    public string Protocol => Comment("protocol") ?? throw new ScriptException($"{Rule}/{Half}.script: a line '# protocol 4.14' is missing");

    /// <summary>The rules it breaks, as whoever wrote it says.</summary>
    public IReadOnlyList<string> Breaks => Comment("breaks")?.Split(' ') ?? [];

    public int Lines => lines.Length;

    /// <summary>
    /// The script as a whole run: what an engine writes at its beginning, its end, and names. A step keeps its number as its sequence;
    /// the names share that of the beginning.
    /// </summary>
    public VmEvent[] Events()
    {
        var script = Script.Parse(string.Join('\n', lines));
        VmEvent[] events = [script.Events[0], .. Names.Events(NameSpace.Protocol, 1, Protocol), .. script.Naming, .. script.Events[1..]];
        foreach (ref var e in events.AsSpan())
        {
            if (e.Header.Kind == EventKind.Named) e.Header.Sequence = script.Events[0].Header.Sequence;
            e.Header.TimestampNs = 1000 * e.Header.Sequence;
        }

        ref readonly var end = ref events[^1];
        Assert.Equal((EventKind.RunStarted, EventKind.RunEnded), (events[0].Header.Kind, end.Header.Kind));
        events[^1] = VmEvent.Of(end.As<RunEnded>() with { Events = events.Length });
        return events;
    }

    private string? Comment(string key) =>
        Array.Find(lines, line => line.StartsWith($"# {key} ", StringComparison.Ordinal))?[(key.Length + 3)..].Trim();
}
