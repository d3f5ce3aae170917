using System.Globalization;
using Microsoft.Diagnostics.Tracing;

namespace Tracer.Tests.Traces.Nettrace;

[Collection(NettraceCollection.Name)]
public sealed class ManifestTests : IDisposable
{
    private readonly Recordings recordings = new();

    public void Dispose() => recordings.Dispose();

    [Fact]
    public void Other_tools_see_every_kind_with_every_field()
    {
        var path = recordings.Record([.. EventShape.All.Select(shape => new VmEvent { Header = new EventHeader { Kind = shape.Kind } })]);
        using var source = new EventPipeEventSource(path);
        var seen = new List<string>();
        source.Dynamic.All += e =>
        {
            if (e.ProviderName == EventPayload.ProviderName) seen.Add($"{e.EventName}: {string.Join(", ", e.PayloadNames)}");
        };
        source.Process();

        Assert.Equal(
            EventShape.All.Select(shape => $"{shape.Name}: {string.Join(", ", EventShape.Header.Concat(shape.Fields).Select(field => field.Name))}"),
            seen);
    }

    [Fact]
    public void Other_tools_see_the_values()
    {
        var named = Names.Events(NameSpace.Function, 77, "try_to_unmap_one").Single();
        var change = VmEvent.Of(new PteChanged { Header = new EventHeader { Task = new TaskId(42), Cpu = -1 }, Table = new TableId(7), Index = 511 });
        using var source = new EventPipeEventSource(recordings.Record([named, change]));
        var seen = new Dictionary<string, string?>();
        source.Dynamic.All += e =>
        {
            foreach (var field in e.PayloadNames) seen[$"{e.EventName}.{field}"] = Convert.ToString(e.PayloadByName(field), CultureInfo.InvariantCulture);
        };
        source.Process();

        Assert.Equal("try_to_unmap_one", seen["Named.Text"]);
        Assert.Equal("77", seen["Named.Id"]);
        Assert.Equal("16", seen["Named.Length"]);
        Assert.Equal("42", seen["PteChanged.Task"]);
        Assert.Equal("-1", seen["PteChanged.Cpu"]);
        Assert.Equal("511", seen["PteChanged.Index"]);
    }

    // EventSource takes such names for the two ends of an activity, and starts to track it.
    [Fact]
    public void No_name_ends_in_Start_or_Stop() =>
        Assert.DoesNotContain(EventShape.All, shape => shape.Name.EndsWith("Start", StringComparison.Ordinal) || shape.Name.EndsWith("Stop", StringComparison.Ordinal));

    [Fact]
    public void No_kind_has_the_id_of_the_packed_form() => Assert.Null(EventShape.Find((EventKind)PackedBlock.Id));
}
