using Google.Protobuf;

namespace Tracer.Tests.Reports;

/// <summary>Reads a file for Perfetto as its format says, knowing nothing of who wrote it; what is against the rules of the format fails here.</summary>
internal sealed class PerfettoReader
{
    private readonly Dictionary<ulong, (ulong Parent, string Name)> tracks = [];
    private readonly List<(ulong Time, int Index, ulong Track, int Type, string Name, ulong Flow)> events = [];

    public PerfettoReader(byte[] file)
    {
        var index = 0;
        Fields(file, (field, input) =>
        {
            Assert.Equal(1, field);
            Packet(input.ReadBytes().ToByteArray(), index++);
        });
        Nest();
    }

    /// <summary>Slices by the path of their track: from when to when, in nanoseconds; of one that does not end, to the end of time.</summary>
    public List<(string Path, string Name, ulong From, ulong To)> Slices { get; } = [];

    public IEnumerable<(string Path, string Name, ulong Time)> Instants => events.Where(e => e.Type == 3).Select(e => (PathOf(e.Track), e.Name, e.Time));

    /// <summary>The stations of each arrow, in time.</summary>
    public IEnumerable<IReadOnlyList<string>> Flows =>
        events.Where(e => e.Flow != 0).GroupBy(e => e.Flow).Select(flow => (IReadOnlyList<string>)[.. flow.OrderBy(e => (e.Time, e.Index)).Select(e => e.Name)]);

    private void Packet(byte[] packet, int index)
    {
        var (time, sequence) = (0UL, 0UL);
        byte[]? track = null;
        byte[]? told = null;
        Fields(packet, (field, input) =>
        {
            switch (field)
            {
                case 8: time = input.ReadUInt64(); break;
                case 10: sequence = input.ReadUInt64(); break;
                case 11: told = input.ReadBytes().ToByteArray(); break;
                case 60: track = input.ReadBytes().ToByteArray(); break;
                default: Assert.Fail($"a packet has no field {field}"); break;
            }
        });
        Assert.NotEqual(0UL, sequence);
        Assert.True(track is null != told is null, "a packet says one thing");
        if (track is not null) Track(track);
        else Event(told!, time, index);
    }

    private void Track(byte[] descriptor)
    {
        var (id, parent, name) = (0UL, 0UL, "");
        Fields(descriptor, (field, input) =>
        {
            switch (field)
            {
                case 1: id = input.ReadUInt64(); break;
                case 2: name = input.ReadString(); break;
                case 5: parent = input.ReadUInt64(); break;
                default: Assert.Fail($"a track has no field {field}"); break;
            }
        });
        Assert.NotEqual(0UL, id);
        Assert.True(parent == 0 || tracks.ContainsKey(parent), $"track {id} lies below {parent}, which nobody has described");
        Assert.True(tracks.TryAdd(id, (parent, name)), $"track {id} is described twice");
    }

    private void Event(byte[] told, ulong time, int index)
    {
        var (type, track, name, flow) = (0, 0UL, "", 0UL);
        Fields(told, (field, input) =>
        {
            switch (field)
            {
                case 4: input.ReadBytes(); break;
                case 9: type = input.ReadInt32(); break;
                case 11: track = input.ReadUInt64(); break;
                case 23: name = input.ReadString(); break;
                case 47: flow = input.ReadFixed64(); break;
                default: Assert.Fail($"an event has no field {field}"); break;
            }
        });
        Assert.InRange(type, 1, 3);
        Assert.True(tracks.ContainsKey(track), $"track {track} has events, and nobody has described it");
        Assert.True(type == 2 || name.Length > 0, "what begins has a name");
        events.Add((time, index, track, type, name, flow));
    }

    // Who opens the file sorts by time, and by place in the file where times are the same; an end closes what was last begun on its track.
    private void Nest()
    {
        foreach (var track in events.Where(e => e.Type != 3).GroupBy(e => e.Track))
        {
            var open = new Stack<(string Name, ulong From)>();
            foreach (var e in track.OrderBy(e => (e.Time, e.Index)))
            {
                if (e.Type == 1)
                {
                    Assert.True(open.Count == 0, $"{PathOf(track.Key)}: {e.Name} begins inside {(open.Count > 0 ? open.Peek().Name : "")}");
                    open.Push((e.Name, e.Time));
                    continue;
                }

                Assert.True(open.TryPop(out var begun), $"{PathOf(track.Key)}: an end of nothing at {e.Time}");
                Slices.Add((PathOf(track.Key), begun.Name, begun.From, e.Time));
            }

            while (open.TryPop(out var left)) Slices.Add((PathOf(track.Key), left.Name, left.From, ulong.MaxValue));
        }
    }

    private string PathOf(ulong track) => tracks[track] is var (parent, name) && parent == 0 ? name : $"{PathOf(parent)}/{name}";

    private static void Fields(byte[] message, Action<int, CodedInputStream> take)
    {
        var input = new CodedInputStream(message);
        while (input.ReadTag() is not 0 and var tag) take(WireFormat.GetTagFieldNumber(tag), input);
    }
}
