namespace Tracer.Testing;

/// <summary>A small generator of random numbers whose whole state is its seed.</summary>
internal sealed class SplitMix(ulong seed)
{
    private ulong state = seed;

    public ulong NextBits()
    {
        unchecked
        {
            var bits = state += 0x9e37_79b9_7f4a_7c15;
            bits = (bits ^ (bits >> 30)) * 0xbf58_476d_1ce4_e5b9;
            bits = (bits ^ (bits >> 27)) * 0x94d0_49bb_1331_11eb;
            return bits ^ (bits >> 31);
        }
    }

    /// <summary>A number from 0 to <paramref name="below"/> - 1.</summary>
    public int Next(int below) => (int)(NextBits() % (ulong)below);
}
