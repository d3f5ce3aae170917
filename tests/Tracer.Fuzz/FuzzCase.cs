using System.IO.Compression;
using Tracer.Events;

namespace Tracer.Fuzz;

/// <summary>One damaged trace.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="Dice">What is thrown for it further on.</param>
/// <param name="IsCut">Its packed form ends early: whatever is said of it, it does not hold.</param>
/// <param name="Events">With fewer it does not hold either, for they have numbers; 0 where they have none.</param>
internal sealed record FuzzCase(byte[] Bytes, SplitMix64 Dice, bool IsCut, long Events)
{
    /// <summary>The same for the same arguments.</summary>
    public static FuzzCase Make(FuzzReader reader, long number, long seed)
    {
        var dice = DiceOf(number, seed);
        var damage = new Damage(dice, reader.IsText);
        var original = reader.Seeds[dice.Next(reader.Seeds.Count)];

        // A packed one is as often damaged within as without.
        if (!reader.IsPacked) return Of(damage.To(original, reader.Seeds), dice);
        var damaged = dice.Next(2) == 0 ? damage.To(original, reader.Seeds) : original;
        var packed = Packed(damaged.Bytes);
        var bytes = damage.ToPacked(packed);
        return Of(damaged with { Bytes = bytes }, dice) with { IsCut = reader.IsText && bytes.Length < packed.Length };
    }

    /// <summary>Any other file, damaged by the same dice.</summary>
    public static FuzzCase OfFile(string path, long number, long seed)
    {
        var dice = DiceOf(number, seed);
        FuzzSeed whole = new(File.ReadAllBytes(path));
        return Of(new Damage(dice, isText: false).To(whole, [whole]), dice);
    }

    private static SplitMix64 DiceOf(long number, long seed) => new(unchecked((ulong)seed * 0x9e37_79b9_7f4a_7c15 + (ulong)number));

    private static FuzzCase Of(FuzzSeed damaged, SplitMix64 dice) => new(damaged.Bytes, dice, false, damaged.Events);

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }
}

/// <summary>A good trace, or what damage has made of it.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="Events">How many events it held, if they are numbered without holes; of what was put together of several, the fewest that one of them held.</param>
internal sealed record FuzzSeed(byte[] Bytes, long Events = 0);
