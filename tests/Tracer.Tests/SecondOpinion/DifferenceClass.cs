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
        new("S02", false, "move SecondaryAccessed, swap SecondaryAccessed, Address SecondaryAccessed", Right.SlowCheck,
            "section 2.7 says from range_end on, and that an oracle knows nothing of ranges: the analyzer keeps to the second, and waits for the operation to return"),
        new("I10", false, "New PteChanged", Right.SlowCheck, "cleared with the flush put off, and set again with less: the analyzer looks at pages that are lost, not at permissions"),
        new("N01", false, "New PteChanged", Right.SlowCheck, "the analyzer knows two permissions, present and writable: the entry has lost that of user mode"),
        new("D05", false, "move RetryTested", Right.SlowCheck, "the page is looked up again after the test, with which the attempt begins anew for the analyzer and has neither sample nor test"),
        new("D05", false, "move SecondaryMapped", Right.SlowCheck, "one breach with two names: D14 speaks of an entry that is set after release, and the analyzer has no other name for it"),
        new("S06", false, "*", Right.SlowCheck, "the device writes through an entry that is read-only and newer than the write-protecting: the analyzer looks for writes through older entries"),

        // Where the slow check is too coarse.
        new("D05", true, "Lock LockAcquired", Right.Analyzer, "the lock that is held since the test is none that the driver's callbacks take: the slow check takes any lock of a driver for it"),
        new("D05", true, "move SecondaryMapped", Right.Analyzer, "the entry is set before the driver registers: that KVM counts its name has told"),
        new("N21", false, "Old PteChanged", Right.Analyzer, "the old entry is PROTNONE, which no CPU can have used"),

        // Traces that no machine makes.
        new("S02", false, "* PteChanged", Right.Either, "the store of an entry above is missing or wrong, so that nothing leads to the page's; or its own is, and range_end has come before the operation returned"),
        new("S02", true, "* PteChanged", Right.Either, "the fault that maps the page sets no present entry, or the entry is cleared long before its page is set"),
        new("S03", false, "move SecondaryMapped", Right.Either, "a fault of the device ends as mapped and sets no entry, and the device writes through one that had been zapped"),
        new("T03", true, "* PteChanged", Right.Either, "the entry's place or content contradicts the stores before and after it"),
        new("T03", false, "* PteChanged", Right.Either, "the clearing of the entry is missing, in front of the entry's setting, or of no address: the table goes with what it holds, or the next store tells another story"),
        new("N21", true, "New PteChanged", Right.Either, "fork write-protects, and the entry has another page then"),
        new("N21", true, "move GatherFinished", Right.Either, "the gather is finished before the zap that it was begun for"),
        new("N01", true, "* PteChanged", Right.Either, "the entry changes before its table is made, or before the function that changes it is named"),
        new("N01", true, "* OperationBegan, Mm RangeStartReturned", Right.Either, "an operation begins in the middle of another, or a start is called for one address space and returns for another"),
        new("N01", false, "Task OperationBegan", Right.Either, "the reaper's operation is begun by another task"),
        new("N04", true, "* OperationBegan", Right.Either, "an operation begins in the middle of another"),
        new("N05", true, "* RangeStartReturned", Right.Either, "a start is called for one range and returns for another"),
        new("N05", false, "Address PteChanged", Right.Either, "the entry is at no address"),
        new("N09", false, "*", Right.Either, "the first lock of the trace is still to come, and until then the analyzer takes none for not shown"),
        new("N09", true, "move NotifierRegistered", Right.Either, "a driver registers while the address space is released"),
        new("N10", false, "*", Right.Either, "whose reading it is, of which entry, or in which operation, contradicts the events around it"),
        new("N11", false, "*", Right.Either, "the entry changes long before the operation that announces it"),
        new("N11", true, "*", Right.Either, "a start is called for one address space and returns for another"),
        new("N14", false, "*", Right.Either, "a start returns before it is called"),
        new("N14", true, "*", Right.Either, "a callback returns before it is called, or is called before its range is"),
        new("N18", false, "*", Right.Either, "release returns before it is called"),
        new("P03", false, "*", Right.Either, "who made the change contradicts who told of it, or the page is told of and the entry put back"),
        new("P03", true, "*", Right.Either, "the table of the change, or whose operation it is in, contradicts the stores around it"),
        new("C02", false, "*", Right.Either, "the table of the clearing contradicts its lock and the setting"),
        new("C02", true, "*", Right.Either, "the lock of an earlier fault is given back under another's name, and the clearing belongs to it"),
        new("I03", false, "* CallbackEntered", Right.Either, "a task that does not run the callback enters it, or at another time: the analyzer lets it go with the section that it was entered in"),
        new("I03", true, "* CallbackEntered", Right.Either, "the callback is entered after it has returned"),
        new("L10", false, "* CallbackEntered", Right.Either, "a task that does not run the callback enters it, or at another time"),
        new("L04", false, "*", Right.Either, "range_start says that it may sleep inside a callback, where none is called; or the lock that forbids to sleep is given back by another task"),
        new("L02", false, "Table PteChanged", Right.Either, "the entry's table contradicts its level"),
        new("L02", true, "* PteChanged", Right.Either, "the entry changes before the function that changes it is named, or in another address space than its table"),
        new("D04", false, "*", Right.Either, "the callback's steps stand outside of it, so that what the next test should have seen is told twice"),
        new("D04", true, "*", Right.Either, "a step whose number or task contradicts the ones around it, or a sample that tells what comes later"),
        new("D05", true, "move InvalidationSampled", Right.Either, "the sample is taken after the test that it is for"),
        new("D11", true, "* CallbackReturned", Right.Either, "a callback returns for another range than it was called for"),
        new("D11", true, "Mm SecondaryUnmapped", Right.Either, "the zap is of no address space: D11 or D16 speaks of what it leaves"),
        new("D11", false, "*", Right.Either, "the zap stands in another callback"),
        new("D14", false, "Address SecondaryMapped", Right.Either, "the entry is set at an address that its zap does not name"),
        new("D15", true, "*", Right.Either, "the count contradicts the ranges that are open, which N14 or D04 says: the analyzer believes either, the slow check the ranges"),
        new("D16", false, "*", Right.Either, "the zap is of no address space, or stands in another callback"),
        new("D16", true, "*", Right.Either, "the zap is at an address that has no entry, or a callback returns for another range than it was called for"),
        new("D19", false, "*", Right.Either, "the zap is at an address that has another entry"),

        // What nobody has looked at.
        new("*", true, "*", Right.Open, "not looked at"),
        new("*", false, "*", Right.Open, "not looked at"),
    ];

    internal bool Covers(Difference difference) =>
        (Rule == "*" || Rule == difference.Rule) && SaidByAnalyzer == difference.SaidByAnalyzer
        && Of.Split(", ").Any(of => of == "*" || of.Split(' ') is [var how, var kind] && Fits(how, difference.Mutant.How) && Fits(kind, difference.Mutant.Kind.ToString()));

    private static bool Fits(string pattern, string word) => pattern.EndsWith('*') ? word.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == word;
}
