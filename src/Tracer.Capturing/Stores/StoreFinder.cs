using Iced.Intel;
using Tracer.Capturing.Images;

namespace Tracer.Capturing.Stores;

/// <summary>Finds the instructions of a kernel's image that store to user page tables; compilers put nearly all of them inline, where no function can be probed.</summary>
internal static class StoreFinder
{
    /// <summary>All, by address.</summary>
    public static FoundStores In(KernelImage image)
    {
        var calls = new StoreCalls(image);
        var found = new List<StoreProbe>();
        var ambiguous = new List<string>();
        var seen = new HashSet<ulong>();
        foreach (var function in StoreFunctions.Of(image.Symbols))
        {
            if (!IsTraceable(image, function) || !seen.Add(function.Address)) continue;
            var before = found.Count;
            Look(image, function, calls, found);
            if (function.IsUnique || found.Count == before) continue;
            found.RemoveRange(before, found.Count - before);
            ambiguous.Add(function.Name);
        }

        return new FoundStores(found, ambiguous, calls.KnowsParavirtual);
    }

    private static void Look(KernelImage image, ImageFunction function, StoreCalls calls, List<StoreProbe> found)
    {
        // The code may end before the next function begins, and amid an instruction: there the decoder stands still.
        var decoder = Decoder.Create(64, image.CodeOf(function).ToArray(), function.Address);
        while (true)
        {
            var instruction = decoder.Decode();
            if (decoder.LastError == DecoderError.NoMoreBytes) return;
            if ((calls.Of(instruction) ?? StoreInstructions.Of(instruction, function.Name)) is not { } store) continue;
            found.Add(new(store.Operation, function.Name, (int)(instruction.IP - function.Address), store.Arguments));
        }
    }

    /// <summary>Kprobes are refused in functions that ftrace must not trace: others begin with its call, or with the five bytes in which it is put.</summary>
    private static bool IsTraceable(KernelImage image, ImageFunction function)
    {
        var decoder = Decoder.Create(64, image.CodeOf(function).ToArray(), function.Address);
        var first = decoder.Decode();
        if (first.Code == Code.Endbr64) first = decoder.Decode();
        return first.FlowControl == FlowControl.Call && image.Symbols.At(first.NearBranchTarget).Contains("__fentry__") || first is { Mnemonic: Mnemonic.Nop, Length: 5 };
    }
}
