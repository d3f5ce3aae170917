namespace Tracer.Tests.SecondOpinion;

/// <summary>Who is right where the two disagree.</summary>
internal enum Right
{
    /// <summary>The slow check: the analyzer passes over a breach, or names one that is none.</summary>
    SlowCheck,

    /// <summary>The analyzer: the slow check is too coarse.</summary>
    Analyzer,

    /// <summary>Both readings are of a trace that no machine makes: its events contradict each other.</summary>
    Either,

    /// <summary>Not known: nobody has looked at each of them.</summary>
    Open,
}

/// <summary>A kind of disagreement with the word of the person who looked into it.</summary>
/// <param name="Rule">The rule that one of the two says is broken.</param>
/// <param name="SaidByAnalyzer">True if it is the analyzer.</param>
/// <param name="Of">What was done to which kinds of event, each as <c>drop PteChanged</c>; <c>Address *</c>, <c>* PteChanged</c> or <c>*</c> for any.</param>
/// <param name="Right">Who is right.</param>
/// <param name="Why">In a sentence.</param>
internal sealed record DifferenceClass(string Rule, bool SaidByAnalyzer, string Of, Right Right, string Why)
{
    internal static IReadOnlyList<DifferenceClass> All { get; } =
    [
        // What the analyzer passes over.
        new("N21", false, "drop TlbFlushed, move TlbFlushed, swap TlbFlushed, Task TlbFlushed, Mm TlbFlushed, Start TlbFlushed, End TlbFlushed, swap PteChanged, move PteChanged", Right.SlowCheck,
            "permissions alone may wait for a batch, whoever takes them; KSM's write-protecting may not"),
        new("N21", false, "drop Gather*, move Gather*, Task Gather*, swap Gather*, * OperationEnded, * OperationBegan", Right.Either,
            "without its gather nobody knows whose batch the flush was; the analyzer lets permissions alone wait for any"),
        new("N21", false, "*", Right.Either, "the entry's address or content contradicts the lock, the flush or the entry before"),
        new("T03", false, "move PageFreed, drop PteChanged, move PteChanged, duplicate PageFreed, swap PageFreed, * PageAllocated, duplicate PteChanged, swap PteChanged, New PteChanged, drop LockAcquired", Right.SlowCheck,
            "of the entries that map a page the analyzer knows the one that was stored last; where that is gone and an older one is not, N16 or S01 may name it later"),
        new("T03", false, "*", Right.Either, "the entry's place, or who was told, contradicts the events around it"),
        new("D05", false, "Task SecondaryMapped, move SecondaryMapped, swap SecondaryMapped, duplicate SecondaryMapped, Address SecondaryMapped, Mm SecondaryMapped, * SecondaryFaultBegan, * RetryTested, * SecondaryFault*",
            Right.SlowCheck, "the task has tested in this fault, but not under the lock under which it sets the entry, or for another address; or no test of the driver was seen before"),
        new("D05", false, "*", Right.Either, "the lock of the driver contradicts the steps around it"),
        new("D04", false, "*", Right.Either, "a step whose number or task contradicts the ones around it; the analyzer compares what one task has sampled"),
        new("S02", false, "move SecondaryAccessed, swap SecondaryAccessed", Right.SlowCheck, "the analyzer waits for the operation to return, not for range_end"),
        new("N09", false, "*", Right.Either, "the first lock of the trace is still to come, and until then the analyzer takes none for not shown"),
        new("L02", false, "*", Right.Either, "the lock of the table is told by two events that contradict each other, or no lock above the PMD has been shown yet"),
        new("P03", false, "*", Right.Either, "who made the change contradicts who told of it"),
        new("N14", false, "*", Right.Either, "the callback's events contradict each other"),

        // The rest, as long as nobody has looked at each.
        new("*", true, "*", Right.Open, "not looked at one by one; of a sample, one event contradicted the others, such as a callback that never returns or an end that names another range"),
        new("*", false, "*", Right.Open, "not looked at one by one; of a sample, one event contradicted the others, such as a callback that never returns or an end that names another range"),
    ];

    internal bool Covers(Difference difference) =>
        (Rule == "*" || Rule == difference.Rule) && SaidByAnalyzer == difference.SaidByAnalyzer
        && Of.Split(", ").Any(of => of == "*" || of.Split(' ') is [var how, var kind] && Fits(how, difference.Mutant.How) && Fits(kind, difference.Mutant.Kind.ToString()));

    private static bool Fits(string pattern, string word) => pattern.EndsWith('*') ? word.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == word;
}
