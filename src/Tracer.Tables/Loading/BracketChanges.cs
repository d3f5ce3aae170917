namespace Tracer.Tables.Loading;

/// <summary>What was changed in a bracket while it was open, each entry once.</summary>
internal sealed class BracketChanges
{
    private readonly HashSet<(ulong Start, ulong Bytes)> entries = [];

    public long Entries => entries.Count;

    public ulong Bytes { get; private set; }

    /// <summary>From the lowest to the highest address; null if nothing was changed.</summary>
    public AddressRange? Hull { get; private set; }

    public void Add(AddressRange extent)
    {
        if (!entries.Add((extent.Start.Value, extent.Length))) return;
        Bytes += extent.Length;
        Hull = Hull?.Hull(extent) ?? extent;
    }

    public void Clear()
    {
        entries.Clear();
        Bytes = 0;
        Hull = null;
    }
}
