namespace Tracer.Reports.Perfetto;

/// <summary>
/// Tracks of one name below one parent, so many that what lies on one does not overlap: a track's slices must nest, and locks need not. Perfetto shows tracks
/// of one name together.
/// </summary>
internal sealed class TrackRows(PerfettoFile file, ulong parent, string name)
{
    private readonly List<(ulong Track, long Until)> rows = [];

    /// <summary>A track that is free. Slices come in the order in which they end.</summary>
    /// <param name="from">The sequence number of the event that the slice begins with.</param>
    /// <param name="until">That of the one it ends with.</param>
    public ulong For(long from, long until)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Until > from) continue;
            rows[i] = (rows[i].Track, until);
            return rows[i].Track;
        }

        rows.Add((file.Track(parent, name), until));
        return rows[^1].Track;
    }
}
