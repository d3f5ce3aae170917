namespace Tracer.Events;

/// <summary>A small generator of random numbers whose whole state is its seed: the same seed gives the same numbers everywhere.</summary>
public sealed class SplitMix64(ulong seed = 0)
{
    private ulong state = seed;

    public void Restart(ulong seed) => state = seed;

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

    /// <summary>A number from 0 to <paramref name="below"/> - 1: the high half of the product scales better than a remainder.</summary>
    public int Next(int below) => (int)((NextBits() >> 32) * (ulong)below >> 32);
}
