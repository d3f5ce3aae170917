namespace Tracer.Tests.Capturing;

/// <summary>What the script defines is what the reader reads, and what kernels have taken.</summary>
public sealed class DefinitionTests
{
    /// <summary>Where a script differs from the list that a kernel took, and why.</summary>
    private static readonly Dictionary<string, string> Differences = new(StringComparer.Ordinal)
    {
        ["pt/write_protect_page"] = "the page has no use, and is a folio in newer kernels",
    };

    // In lists, which were made for kernels without lockdep, and by hand.
    private static readonly string[] OfLockdep = ["_raw_spin_lock_nested", "mutex_lock_nested", "down_read_nested", "down_write_nested"];

    public static TheoryData<string, string, string> Lists => new()
    {
        { "6.1", "6.1", "usual" },
        { "6.1-rt", "6.1", "realtime" },
        { "6.12", "6.12", "usual" },
        { "7.2", "7.2", "usual" },
    };

    public static TheoryData<string> Events => [.. ProbeDefinitions.All.Select(definition => definition.Event).Distinct()];

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_probe_is_a_row_of_the_reader_with_fields_that_it_knows(string probe)
    {
        foreach (var definition in ProbeDefinitions.All.Where(definition => definition.Event == probe))
        {
            Assert.Contains(ProbeTable.Of(KernelGeneration.Any), row => row.Name == definition.Name && row.IsTracepoint | row.Body != BodyForm.KeyValues == (definition.Kind == ProbeKind.Tracepoint));
            Assert.All(definition.Arguments, argument => Assert.NotEqual(Field.None, FieldNames.Of(System.Text.Encoding.ASCII.GetBytes(argument.Key))));
            Assert.All(definition.Arguments.Where(argument => argument.Parameter is not null), argument => Assert.Contains(argument.Parameter, definition.Parameters));
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_probe_has_the_fields_without_which_its_lines_tell_nothing(string probe)
    {
        var definition = ProbeDefinitions.All.First(definition => definition.Event == probe);
        if (definition.Kind == ProbeKind.Tracepoint) return;
        var required = ProbeTable.Of(KernelGeneration.Any).Where(row => row.Name == definition.Name).Select(row => Handlings.Of(row.Meaning).Requires).Distinct().ToList();
        var fetched = FieldSet.Of([.. definition.Arguments.Select(argument => FieldNames.Of(System.Text.Encoding.ASCII.GetBytes(argument.Key)))]);
        Assert.Contains(required, fields => fields.Except(fetched).IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void By_place_they_are_those_that_a_kernel_took(string list, string kernel, string preemption)
    {
        var script = ProbeList.Of(ScriptFor(kernel)).Where(line => line.Kind == preemption || line.Kind == "any").Select(line => line.Probe)
            .Where(probe => !OfLockdep.Contains(probe.Place)).ToList();
        var listed = ProbeList.Read(list);
        Assert.True(listed.Count > 80, $"the list has {listed.Count} probes only");
        Assert.Empty(listed.Where(probe => !Differences.ContainsKey(probe.Event)).Select(probe => probe.ToString()).Except(script.Select(probe => probe.ToString())));
        if (preemption == "usual") Assert.Empty(script.Select(probe => probe.Event).Except(listed.Select(probe => probe.Event)));
    }

    [Fact]
    public void By_name_they_are_those_that_a_kernel_took()
    {
        var script = ProbeList.Of(ScriptFor("7.2")).Select(line => Untyped(line.Probe)).ToHashSet();
        var listed = ProbeList.Read("7.2-names");
        Assert.True(listed.Count > 80, $"the list has {listed.Count} probes only");

        // What a pointer to an entry points to can be said as its member too.
        var expected = listed.Where(probe => !Differences.ContainsKey(probe.Event))
            .Select(probe => Untyped(probe).Replace("ptep->pte", "+0(ptep)", StringComparison.Ordinal).Replace("pmdp->pmd", "+0(pmdp)", StringComparison.Ordinal));
        Assert.Empty(expected.Except(script));
    }

    [Fact]
    public void A_difference_that_is_named_is_one() => Assert.All(Differences.Keys, probe => Assert.Contains(Lists.Select(row => row.Data), list =>
    {
        var listed = ProbeList.Read(list.Item1).Where(listed => listed.Event == probe).Select(listed => listed.ToString());
        return listed.Any() && !ProbeList.Of(ScriptFor(list.Item2)).Select(line => line.Probe.ToString()).Intersect(listed).Any();
    }));

    [Fact]
    public void Arguments_of_the_older_form_are_not_given_to_a_newer_kernel()
    {
        // Taken by 7.2 without a word, and then garbage.
        const string Older = "old=$arg2:x64 new=$arg4:x64 len=$arg5:x64";
        Assert.Contains(ScriptFor("6.12").Lines(), line => line.EndsWith(Older, StringComparison.Ordinal));
        foreach (var kernel in new[] { "6.13", "6.19", "7.1", "7.2", "7.3" }) Assert.DoesNotContain(ScriptFor(kernel).Lines(), line => line.EndsWith(Older, StringComparison.Ordinal));
        Assert.DoesNotContain(ScriptFor("7.9").Lines(), line => line.Contains("$arg", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_are_tried_before_places()
    {
        var moves = ScriptFor("7.2").Lines().Where(line => line.Contains("p:tracer_pt/move_page_tables ", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            [
                "7002 7002 any p:tracer_pt/move_page_tables move_page_tables old=pmc->old_addr:x64 new=pmc->new_addr:x64 len=pmc->len_in:x64",
                "7002 7002 any p:tracer_pt/move_page_tables move_page_tables old=+16($arg1):x64 new=+32($arg1):x64 len=+40($arg1):x64",
            ],
            moves);
    }

    private static CaptureScript ScriptFor(string kernel) =>
        CaptureScript.For(KernelVersionRange.TryParse(kernel, out var range) ? range : throw new ArgumentException(kernel), isMinimal: false);

    private static string Untyped(ListedProbe probe) => (probe with { Arguments = [.. probe.Arguments.Select(argument => argument.Split(':')[0])] }).ToString();
}
