using static Tracer.Tables.Schema.ColumnBuilder;

namespace Tracer.Tables.Schema;

/// <summary>Every table that a trace becomes.</summary>
public static class TableCatalogue
{
    public static TraceTable Events { get; } = new("events", "an event of any kind",
    [
        Number("sequence", "order of the event in its trace"), Line, Time, TaskName, Number("pid", "the task's number"), Number("cpu", "the CPU; null if not told"),
        Text("kind", "what happened, as show --kind has it"), Function, Caller, Mm,
        Address("start_address", "the first address that it speaks of; null if none or not shown"),
        Address("end_address", "first byte after what it speaks of; null if it names no range"),
        Number("preempt_depth", "as the source reports it; null if it does not"), Flag("irqs_off", "interrupts are off"),
        Flag("interrupt", "in an interrupt, which shows up under the pid of the task it interrupts"), Operation,
        Text("held", "locks that the task holds when the event has happened, outermost first, as far as the trace tells; empty if none"),
    ]);

    public static TraceTable Operations { get; } = new("operations", "a syscall, a fault, a kernel path; and what changed page tables outside of any",
    [
        Number("operation", "sequence of its beginning, by which other tables name it"), Number("last", "sequence of its end, or of what showed that it was over; null if unended"),
        Line, TaskName, Text("name", "what began it, such as syscall munmap; null outside of any operation"),
        Text("source", "path, syscall, page-fault or kernel-thread; null outside of any operation"), Mm, Time,
        Number("duration_ns", "nanoseconds; null if its end is not shown"), Ended,
        Text("steps", "the order in which it started, locked, cleared, flushed, invalidated, set, unlocked and ended; null if it touched no page table"),
        Text("functions", "the functions that stored entries or called the notifier, in order of first step; null if it touched no page table"),
    ]);

    public static TraceTable Locks { get; } = new("locks", "a lock held",
    [
        Number("acquired", "sequence of taking it; null if that was before the trace"), Number("released", "sequence of giving it back, or of what showed that; null if unended"),
        Line, Time, TaskName, Text("lock", "the lock, by name or address"), Text("class", "what it protects"), Text("type", "how it waits"), Text("mode", "exclusive or shared"),
        Flag("trylock", "taken without waiting"), Function, Caller, Mm, Text("page_table", "the page table it protects; null if none or not known"),
        Number("held_ns", "nanoseconds that it was held; null unless paired"), Ended, Operation,
    ]);

    public static TraceTable Sections { get; } = new("sections", "what a task did from taking a page-table lock until giving it back",
    [
        Number("section", "sequence of taking the lock, by which other tables name it"), Number("released", "sequence of giving it back"), Line, Time, TaskName,
        Text("lock", "the lock"), Text("page_table", "the page table it protects; null if not known"), Number("held_ns", "nanoseconds"),
        Number("changed_entries", "present entries that it took away or changed so that others must hear of it"), Number("flushed_entries", "of these, those whose CPU TLB entries it flushed"),
        Number("invalidated_entries", "of these, those that an invalidate_range of it covers whole"), Number("invalidations", "invalidate_range calls in it"), Operation,
    ]);

    public static TraceTable Brackets { get; } = new("brackets", "a range between the return of range_start and the call of range_end",
    [
        Number("bracket", "sequence of its beginning, by which other tables name it; null if that was before the trace"),
        Number("last", "sequence of range_end, or of what showed that it was over; null if unended"), Line, Time, TaskName, Mm,
        Text("event", "why the core notifies; null if not told"), Start, End, Address("notified_bytes", "bytes of the range"),
        Number("changed_entries", "entries changed in it by its task so that others must hear of it, each once"), Address("changed_bytes", "bytes that these map"),
        Address("changed_start", "the lowest address changed; null if none"), Address("changed_end", "first byte after the highest; null if none"),
        Number("open_ns", "nanoseconds that it was open; null unless paired"), Ended, Function, Caller, Operation,
    ]);

    public static TraceTable Changes { get; } = new("changes", "a page-table entry stored",
    [
        Number("sequence", "of the store"), Line, Time, TaskName, Mm, Address("address", "first byte that the entry maps; null if not shown"),
        Address("bytes", "bytes that the entry maps"), Number("page_table", "the page-table page, by number; null if not known"), Number("index", "the entry in it, 0 to 511"),
        Text("level", "pte, pmd, pud or pgd"), Text("store", "how it is stored"), Text("class", "what that does to whoever uses it"),
        Flag("must_be_told", "a secondary MMU's copy of the entry would be wrong after it"),
        Address("old_entry", "the entry before"), Address("new_entry", "the entry after"), Function, Caller, Held, Bracket, Section, Operation,
    ]);

    public static TraceTable Reads { get; } = new("reads", "a page-table entry read to decide by it; few sources show any",
    [
        Number("sequence", "of the read"), Line, TaskName, Mm, Address("address", "first byte that the entry maps; null if not shown"),
        Number("page_table", "the page-table page, by number; null if not known"), Number("index", "the entry in it, 0 to 511"), Text("level", "pte, pmd, pud or pgd"),
        Address("entry", "as read"), Function, Section, Operation,
    ]);

    public static TraceTable Invalidations { get; } = new("invalidations", "a call that tells secondary MMUs which share the page table: invalidate_range, invalidate_page",
    [
        Number("sequence", "of the call"), Line, Time, TaskName, Text("call", "invalidate-range, from 6.6 on arch_invalidate_secondary_tlbs, or invalidate-page"),
        Text("source", "which code calls it; null if not told"), Mm, Start, End, Address("bytes", "bytes of the range; 0 if it is empty"),
        Address("fresh_bytes", "bytes of it that its task changed in this operation and no such call has covered since; null if what it did before is not known"),
        Function, Caller, Held, Bracket, Section, Operation,
    ]);

    public static TraceTable Flushes { get; } = new("flushes", "a flush of CPU TLBs",
    [
        Number("sequence", "of the flush"), Line, Time, TaskName, Text("scope", "all CPUs, or the local one"), Flag("deferred", "only marked as pending, to be flushed in a batch"),
        Flag("tables", "page-table pages are freed after it"), Mm, Start, End, Address("bytes", "bytes of the range"),
        Address("fresh_bytes", "bytes of it that its task changed in this operation and no flush has covered since; null if what it did before is not known"),
        Function, Caller, Held, Bracket, Section, Operation,
    ]);

    public static TraceTable Callbacks { get; } = new("callbacks", "a call of a driver's callback",
    [
        Number("callback", "sequence of the call; null if that was before the trace"), Number("last", "sequence of its return, or of what showed that it was over; null if unended"),
        Line, Time, TaskName, Text("driver", "the secondary MMU"), Text("kind", "which callback"), Mm, Start, End, Address("bytes", "bytes of the range"),
        Number("result", "what it returned; null if not shown"), Number("duration_ns", "nanoseconds; null if its return is not shown"), Ended, Function, Operation,
    ]);

    public static TraceTable Findings { get; } = new("findings", "a breach of a rule",
    [
        Text("rule", "its id"), Text("reason", "which of its reasons"), Text("severity", "what a breach costs"), Text("fault", "core or driver"),
        Text("kind", "protocol, outcome, policy or performance"), Number("sequence", "of the event that breaks it"), Line, TaskName, Mm,
        Address("address", "the address concerned; null if none"), Function, Caller, Text("because", "the reason as a sentence"),
        Text("witnesses", "sequence numbers of the events that prove it, parted by blanks"), Operation,
    ]);

    public static TraceTable Rules { get; } = new("rules", "what came of one rule",
    [
        Text("rule", "its id"), Text("statement", "the rule"), Text("severity", "what a breach costs"), Text("fault", "core or driver"), Text("verdict", "as check has it"),
        Number("checked", "how often it was put to the test and could be judged"), Number("unjudged", "how often what it needs was not known"), Number("violations", "how often it was broken"),
    ]);

    public static TraceTable Traces { get; } = new("traces", "a trace",
    [
        Text("source", "its form"), Text("protocol", "the engine's protocol; null on a kernel trace"), Text("kernel", "the kernel's version; null if not known"),
        Text("verdict", "as check has it"), Number("events", "events read"), Number("lost", "events known to be lost: what is missing from every other table"),
    ]);

    /// <summary>All, in the order in which they are listed.</summary>
    public static IReadOnlyList<TraceTable> All { get; } =
        [Events, Operations, Locks, Sections, Brackets, Changes, Reads, Invalidations, Flushes, Callbacks, Findings, Rules, Traces];

    /// <summary>The column that every table begins with.</summary>
    public static Column Trace { get; } = Text("trace", "the trace, as the command line names it");
}
