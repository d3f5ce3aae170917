namespace Tracer.Reports.Perfetto;

/// <summary>
/// Packets of a trace as Perfetto's user interface and trace processor open it: tracks, slices and instants on them, arrows between events. Field numbers are
/// those of Perfetto's trace_packet.proto, track_descriptor.proto, track_event.proto and debug_annotation.proto. Times are nanoseconds.
/// </summary>
internal sealed class PerfettoFile : IDisposable
{
    // Whoever reads the file takes packets of one sequence together; ours is one.
    private const ulong Sequence = 1;

    private const int TracePacket = 1;
    private readonly Stream output;
    private readonly Message trace = new();
    private readonly Message packet = new();
    private readonly Message body = new();
    private readonly Message part = new();
    private ulong tracks;

    public PerfettoFile(Stream output) => this.output = output;

    /// <summary>A track below another; 0 for one at the top.</summary>
    /// <returns>What events name it by.</returns>
    public ulong Track(ulong parent, string name)
    {
        body.Clear().Number(1, ++tracks).Text(2, Printable.Of(name));
        if (parent != 0) body.Number(5, parent);
        Write(packet.Clear().Nested(60, body));
        return tracks;
    }

    /// <param name="track">Where it begins.</param>
    /// <param name="ns">When.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="flow">The arrow that it is a station of; 0 if none.</param>
    /// <param name="notes">What else is known of it, by name.</param>
    public void Begin(ulong track, long ns, string name, ulong flow, params ReadOnlySpan<(string Name, string Text)> notes) => Event(1, track, ns, name, flow, notes);

    public void End(ulong track, long ns) => Event(2, track, ns, null, 0, []);

    public void Instant(ulong track, long ns, string name, ulong flow, params ReadOnlySpan<(string Name, string Text)> notes) => Event(3, track, ns, name, flow, notes);

    public void Dispose()
    {
        trace.Dispose();
        packet.Dispose();
        body.Dispose();
        part.Dispose();
    }

    private void Event(ulong type, ulong track, long ns, string? name, ulong flow, ReadOnlySpan<(string Name, string Text)> notes)
    {
        body.Clear().Number(9, type).Number(11, track);
        if (name is not null) body.Text(23, Printable.Of(name));
        if (flow != 0) body.Fixed(47, flow);
        foreach (var (of, text) in notes) body.Nested(4, part.Clear().Text(10, of).Text(6, Printable.Of(text)));
        Write(packet.Clear().Number(8, (ulong)Math.Max(ns, 0)).Nested(11, body));
    }

    private void Write(Message told) => trace.Clear().Nested(TracePacket, told.Number(10, Sequence)).CopyTo(output);
}
