namespace Tracer.Reports.Steps;

/// <summary>The verbs of a script in the kernel's words; what has no row here reads as it is written.</summary>
internal static class StepWords
{
    // {0}, {1} and so on are the arguments; those that are not named follow.
    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        ["enter-start"] = "range_start {0} is called",
        ["start"] = "range_start {0} returns",
        ["end"] = "range_end {0}",
        ["only-end"] = "range_only_end {0}",
        ["ended"] = "range_end {0} returns",
        ["ir"] = "invalidate_range {0}",
        ["ip"] = "invalidate_page {0}",
        ["cp"] = "change_pte {0}",
        ["age"] = "clear_flush_young {0}",
        ["register"] = "registers {0}",
        ["unregister"] = "unregisters {0}",
        ["release"] = "release is called",
        ["released"] = "release returns",
        ["cb-in"] = "enters {1} of {0}, {2}",
        ["cb-out"] = "returns from {1} of {0}",
        ["lock"] = "takes {0}",
        ["try"] = "takes {0} by trylock",
        ["unlock"] = "releases {0}",
        ["clear"] = "clears PTE {0}",
        ["clear-huge"] = "clears huge PMD {0}",
        ["set"] = "sets PTE {0}",
        ["set-huge"] = "sets huge PMD {0}",
        ["swap"] = "sets PTE {0} to a swap entry",
        ["migrate-huge"] = "sets huge PMD {0} to a migration entry",
        ["wrprotect"] = "write-protects PTE {0}",
        ["invalidate-huge"] = "makes huge PMD {0} not present",
        ["young"] = "clears the accessed bit of PTE {0}",
        ["read"] = "reads PTE {0}",
        ["flush"] = "flushes TLBs {0}",
        ["gather"] = "begins a gather {0}",
        ["finish"] = "finishes the gather {0}",
        ["op"] = "begins {0}",
        ["op-end"] = "ends it",
        ["syscall"] = "enters syscall {0}",
        ["ret"] = "returns",
        ["fault"] = "page fault at {0}",
        ["fault-end"] = "ends its page fault",
        ["sleep"] = "may sleep: {0}",
        ["alloc"] = "allocates",
        ["free"] = "frees",
        ["put"] = "drops a reference to",
        ["get"] = "takes a reference to",
        ["vma"] = "adds the region {0}",
        ["unvma"] = "removes the region {0}",
        ["touch"] = "the CPU touches {0}",
        ["dirty"] = "marks the page of {0} dirty",
        ["map"] = "the device maps {0}",
        ["zap"] = "the device's entry of {0} is zapped",
        ["access"] = "the device uses {0}",
        ["device-fault"] = "device fault at {0}",
        ["device-retry"] = "device fault at {0} starts again",
        ["device-faulted"] = "ends the device fault at {0}",
        ["device-flush"] = "the device flushes {0}",
        ["sample"] = "samples the sequence for {0}",
        ["look-up"] = "looks up {0}",
        ["test-retry"] = "tests whether {0} was invalidated",
        ["publish"] = "publishes the table of {0}",
        ["detach"] = "detaches the table of {0}",
        ["free-table"] = "frees the table of {0}",
        ["preempt-off"] = "preempt_disable",
        ["preempt-on"] = "preempt_enable",
        ["rcu"] = "rcu_read_lock",
        ["unrcu"] = "rcu_read_unlock",
        ["srcu"] = "srcu_read_lock",
        ["unsrcu"] = "srcu_read_unlock",
    };

    /// <summary>The verbs that have a row.</summary>
    public static IEnumerable<string> Known => Verbs.Keys;

    public static string Of(string verb, string[] arguments)
    {
        var plain = arguments.Where(argument => !argument.Contains('=', StringComparison.Ordinal)).ToList();
        var text = Verbs.GetValueOrDefault(verb) ?? verb.Replace('-', ' ');
        var used = 0;
        for (var i = 0; text.Contains($"{{{i}}}", StringComparison.Ordinal) || i < 3; i++)
        {
            if (!text.Contains($"{{{i}}}", StringComparison.Ordinal)) continue;
            text = text.Replace($"{{{i}}}", i < plain.Count ? Shared(plain[i]) : "", StringComparison.Ordinal);
            used = Math.Max(used, i + 1);
        }

        var rest = string.Join(' ', plain.Skip(used).Select(Shared).Concat(arguments.Where(IsTold)));
        var function = arguments.FirstOrDefault(argument => argument.StartsWith("fn=", StringComparison.Ordinal))?[3..];
        return $"{text.TrimEnd(' ', ',', ':')}{(rest.Length > 0 ? $" {rest}" : "")}{(function is null ? "" : $" in {function}")}";
    }

    private static bool IsTold(string argument) =>
        argument.Contains('=', StringComparison.Ordinal) && !argument.StartsWith("fn=", StringComparison.Ordinal) && !argument.StartsWith("traits=", StringComparison.Ordinal);

    private static string Shared(string argument) => argument.EndsWith(":r", StringComparison.Ordinal) ? $"{argument[..^2]} (read)" : argument;
}
