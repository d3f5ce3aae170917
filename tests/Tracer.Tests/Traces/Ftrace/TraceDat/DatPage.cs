namespace Tracer.Tests.Traces.Ftrace.TraceDat;

/// <summary>Writes a page of a ring buffer by hand: its time, its word, its records.</summary>
internal sealed class DatPage(ulong time)
{
    private readonly Part data = new();

    /// <summary>A record whose length its head tells: of 4 to 112 bytes.</summary>
    public DatPage Record(uint delta, byte[] record) => Head((uint)record.Length / 4, delta, record);

    /// <summary>A record that has its length in a word of its own.</summary>
    public DatPage LongRecord(uint delta, byte[] record) => Head(0, delta, [.. BitConverter.GetBytes(record.Length + 4), .. record]);

    /// <summary>A record that was thrown away after it was written: its length lies over its first bytes.</summary>
    public DatPage Discarded(uint delta, byte[] record) => Head(29, delta, [.. BitConverter.GetBytes(record.Length), .. record[sizeof(int)..]]);

    /// <summary>What fills a page: nothing behind it counts.</summary>
    public DatPage Filler() => Head(29, 0, [1, 2, 3, 4]);

    public DatPage TimeExtend(ulong delta) => Head(30, (uint)(delta & (1 << 27) - 1), BitConverter.GetBytes((uint)(delta >> 27)));

    public DatPage TimeStamp(ulong time) => Head(31, (uint)(time & (1 << 27) - 1), BitConverter.GetBytes((uint)(time >> 27)));

    public DatPage Head(uint type, uint delta, byte[] rest)
    {
        data.UInt32(type | delta << 5).Raw(rest);
        return this;
    }

    /// <param name="missed">Records were lost before its first.</param>
    /// <param name="count">How many; null if not counted.</param>
    /// <param name="commit">The length that the page tells; null for the true one.</param>
    public byte[] Bytes(bool missed = false, ulong? count = null, uint? commit = null)
    {
        var word = (commit ?? (uint)data.Length) | (missed ? 1u << 31 : 0) | (count is null ? 0 : 1u << 30);
        var page = new Part().UInt64(time).UInt64(word).Raw(data.Bytes);
        if (count is { } lost) page.UInt64(lost);
        return page.Raw(new byte[DatFile.PageSize - page.Length]).Bytes;
    }

    /// <summary>A record of <c>spin_lock</c> (100) or <c>spin_unlock</c> (101).</summary>
    public static byte[] Lock(ushort id, ulong address, int pid = 7, byte flags = 0, byte preempt = 0) =>
        new Part().UInt16(id).Raw(flags, preempt).UInt32((uint)pid).UInt64(0xffffffff81000000).UInt64(address).Bytes;
}
