using Tracer.Capturing.Images;

namespace Tracer.Capturing.Stores;

/// <summary>What was found in an image.</summary>
/// <param name="Probes">A probe for each store.</param>
/// <param name="Ambiguous">Functions with stores whose name another function has too, so that no probe can be put on them.</param>
/// <param name="KnowsParavirtual">Calls through the table of paravirtual operations could be told.</param>
internal sealed record FoundStores(IReadOnlyList<StoreProbe> Probes, IReadOnlyList<string> Ambiguous, bool KnowsParavirtual)
{
    public static FoundStores In(KernelImage image) => StoreFinder.In(image);

    /// <summary>How many in which function, and what is out of reach.</summary>
    public IEnumerable<string> Told
    {
        get
        {
            yield return $"{Probes.Count} stores to page tables: {string.Join(", ", Probes.GroupBy(store => store.Function).Select(stores => $"{stores.Key} {stores.Count()}"))}";
            if (!KnowsParavirtual) yield return "calls through pv_ops could not be told: the kernel has no CONFIG_PARAVIRT_XXL, or no type information, and most of its stores look like any other";
            if (Ambiguous.Count > 0) yield return $"not probed, for their name is not theirs alone: {string.Join(", ", Ambiguous)}";
        }
    }
}
