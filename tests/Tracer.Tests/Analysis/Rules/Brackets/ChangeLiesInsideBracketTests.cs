using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis.Rules.Brackets;

/// <summary>N01.</summary>
public sealed class ChangeLiesInsideBracketTests : RuleTests<ChangeLiesInsideBracket>
{
    private const string NoBracket = "N01.no-bracket";

    [Fact]
    public void Holds_between_start_and_end() =>
        Holds("run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A end 0x1000+1");

    [Fact]
    public void Holds_inside_the_outer_of_two_brackets() =>
        Holds("run · A start 0x1000+4 · A start 0x3000+1 · A end 0x3000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A end 0x1000+4");

    [Fact]
    public void Silent_of_the_oom_reaper_where_no_driver_is_left() =>
        Silent("run · D register kvm · D unregister kvm · A op oom-reaper · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Fact]
    public void Violated_by_the_oom_reaper_where_a_driver_watches() =>
        Violated(NoBracket, 5, [5], "run · D register kvm · A op oom-reaper · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Theory]
    [InlineData("3.5")]
    [InlineData("2.6.34")]
    public void Silent_of_a_page_that_change_pte_tells_of_before_it_was_bracketed(string protocol) =>
        Silent("run · A lock ptl1 · A clear 0x1000 fn=wp_page_copy · A set 0x1000 pfn=7 rw fn=wp_page_copy · A cp 0x1000 · A unlock ptl1", protocol);

    [Fact]
    public void Violated_when_a_page_is_replaced_without_a_bracket_since_then() =>
        Violated([3], "run · A lock ptl1 · A clear 0x1000 fn=wp_page_copy · A set 0x1000 pfn=7 rw fn=wp_page_copy · A cp 0x1000 · A unlock ptl1", "3.7");

    [Fact]
    public void Silent_of_dax_writeback_in_aac2fea9_which_still_invalidates_pages() =>
        Silent("run · A lock ptl1 · A wrprotect 0x1000 fn=dax_mapping_entry_mkclean · A unlock ptl1 · A ip 0x1000", "aac2fea9");

    // With a lock held it is taken out of the reach of others, with what it maps; a collapse does it whether or not the lock shows.
    [Theory]
    [InlineData("A lock pml1 · A clear-huge 0x200000 old=0x9067 · A unlock pml1", 3)]
    [InlineData("A clear-huge 0x200000 old=0x9067 fn=pmdp_collapse_flush · A start 0x9000+1", 2)]
    [InlineData("A lock pml1 · A clear-huge 0x200000 old=0x9067 · A set-huge 0x200000 old=none pfn=512 rw · A unlock pml1", 3)]
    public void Violated_when_a_table_is_cut_off_without_a_bracket(string steps, int at) => Violated(NoBracket, at, [at], $"run · {steps}");

    [Theory]
    [InlineData("A clear-huge 0x200000 old=0x9067")]
    [InlineData("A lock pml1 · A clear-huge 0x200000 old=0x9067 fn=zap_pte_range · A unlock pml1")]
    [InlineData("A lock pml1 · A clear-huge 0x200000 old=0x9067 · A set-huge 0x200000 old=none new=0x9067 · A unlock pml1")]
    public void Silent_of_an_empty_table_that_is_cut_off_and_of_one_that_is_put_back(string steps) => Silent($"run · {steps}");

    [Theory]
    [InlineData("clear 0x1000")]
    [InlineData("modify-start 0x1000")]
    [InlineData("swap 0x1000")]
    [InlineData("migrate 0x1000")]
    [InlineData("set 0x1000 pfn=7 rw")]
    [InlineData("wrprotect 0x1000")]
    [InlineData("set 0x1000 rw old=pfn1:rw:dirty")]
    [InlineData("set 0x1000 old=pfn1:rw new=0x1122")]
    [InlineData("clear-huge 0x200000 ptl=1")]
    [InlineData("invalidate-huge 0x200000 ptl=1")]
    public void Violated_when_an_entry_loses_its_page_or_a_permission_without_a_bracket(string store)
    {
        store = store.Replace(" ptl=1", "", StringComparison.Ordinal);
        var finding = Violated(NoBracket, 3, [3], $"run · A lock ptl1 · A {store} · A unlock ptl1");
        HeldThen(finding, [2], []);
    }

    [Theory]
    [InlineData("set 0x1000 pfn=7 rw old=none")]
    [InlineData("set 0x1000 pfn=7 old=swap")]
    [InlineData("access-flags 0x1000 rw dirty old=pfn1")]
    [InlineData("young 0x1000")]
    [InlineData("migrate 0x1000 old=swap")]
    [InlineData("install 0x200000 pfn=9")]
    public void Silent_when_an_entry_is_established_upgraded_aged_or_was_of_no_page(string store) =>
        Silent($"run · A lock ptl1 · A {store} · A unlock ptl1");

    [Theory]
    [InlineData("A start 0x1000+1 mm=2")]
    [InlineData("B start 0x1000+1")]
    [InlineData("A enter-start 0x1000+1")]
    [InlineData("A start 0x1000+1 blockable=no result=-11")]
    public void Violated_when_the_bracket_is_of_another_address_space_of_another_task_or_not_open(string start) =>
        HeldThen(Violated(NoBracket, 4, [4], $"run · {start} · A lock ptl1 · A clear 0x1000 · A unlock ptl1"), [3],
            start.EndsWith("mm=2", StringComparison.Ordinal) ? [2] : []);

    [Fact]
    public void Silent_after_release_for_nobody_is_left_to_be_told() =>
        Silent("run · A release · A released · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Fact]
    public void Silent_of_a_table_that_nobody_reaches_yet_or_any_more()
    {
        Silent("run · A observe 0x1000 · A clear 0x1000");
        Silent("run · A lock ptl1 · A detach 0x1000 · A clear 0x1000 · A unlock ptl1");
    }

    [Fact]
    public void Violated_when_the_table_has_been_published() =>
        Violated(NoBracket, 5, [5], "run · A observe 0x1000 · A publish 0x1000 · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Theory]
    [InlineData("set 0x1000 rw")]
    [InlineData("set 0x1000 new=0x1007")]
    [InlineData("set 0x1000 rw dirty")]
    public void Silent_when_the_entry_is_put_back_in_the_same_section_with_as_much_access_or_more(string store) =>
        Silent($"run · A lock ptl1 · A clear 0x1000 · A {store} · A unlock ptl1");

    [Theory]
    [InlineData("A lock ptl1 · A clear 0x1000 · A set 0x1000 · A unlock ptl1")]
    [InlineData("A lock ptl1 · A clear 0x1000 · A set 0x1000 pfn=7 rw · A unlock ptl1")]
    [InlineData("A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A lock ptl1 · A set 0x1000 rw · A unlock ptl1")]
    public void Violated_when_what_is_put_back_is_less_another_page_or_too_late(string steps) => Violated(NoBracket, 3, [3], $"run · {steps}");

    [Fact]
    public void Unjudged_when_the_trace_ends_before_the_section_could_put_the_entry_back() => Silent("run · A lock ptl1 · A clear 0x1000");

    [Fact]
    public void Violated_once_by_each_change_however_many() =>
        Violated([3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
            $"run · A lock ptl1 · {string.Join(" · ", Enumerable.Range(1, 10).Select(page => $"A clear 0x{page}000"))} · A unlock ptl1");

    [Fact]
    public void Holds_again_after_a_violation() =>
        Violated([3], "run · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A start 0x2000+1 · A lock ptl1 · A clear 0x2000 · A unlock ptl1 · A end 0x2000+1");

    [Theory]
    [InlineData("4.10")]
    [InlineData("4.12")]
    [InlineData("785373b4")]
    public void Silent_of_reverse_map_paths_while_they_told_each_page_by_invalidate_page(string protocol)
    {
        Silent("run · A lock ptl1 · A clear 0x1000 fn=try_to_unmap_one · A unlock ptl1 · A ip 0x1000", protocol);
        Violated(NoBracket, 3, [3], "run · A lock ptl1 · A clear 0x1000 fn=zap_pte_range · A unlock ptl1", protocol);
    }

    [Theory]
    [InlineData("aac2fea9")]
    [InlineData("4.14")]
    [InlineData("6.12")]
    public void Violated_by_reverse_map_paths_since(string protocol) =>
        Violated(NoBracket, 3, [3], "run · A lock ptl1 · A clear 0x1000 fn=try_to_unmap_one · A unlock ptl1", protocol);

    [Fact]
    public void Silent_of_an_address_space_whose_brackets_the_trace_does_not_show() =>
        Silent("A syscall madvise · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Theory]
    [InlineData("A register kvm")]
    [InlineData("B enter-start 0x9000+1")]
    [InlineData("B cb-in kvm range-start 0x9000+1")]
    public void Violated_once_a_kernel_trace_has_shown_that_the_address_space_has_a_notifier(string notifier) =>
        Violated(NoBracket, 4, [4], $"{notifier} · A syscall madvise · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Fact]
    public void Unjudged_when_the_trace_starts_inside_the_operation() =>
        Unjudged("A register kvm · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Fact]
    public void Unjudged_when_the_address_space_is_not_known() =>
        Unjudged("A register kvm · A syscall madvise · A lock ptl1 · A clear 0x1000 mm=0 · A unlock ptl1");

    // A kernel trace tells address spaces by their pointer, and the next process may get the same.
    [Fact]
    public void Silent_once_the_last_driver_known_has_unregistered() =>
        Silent("A cb-in kvm range-start 0x9000+1 · A cb-out kvm range-start 0x9000+1 · A unregister kvm · A op-end · A op fault · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Fact]
    public void Unjudged_when_events_were_lost_since_the_operation_began() =>
        Unjudged("run · A syscall madvise · lost 3 · B enter-start 0x9000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Fact]
    public void Inconclusive_of_a_clear_when_events_were_lost_before_it_could_be_put_back() =>
        Silent("run · A lock ptl1 · A clear 0x1000 · lost 3 · A unlock ptl1");

    [Fact]
    public void Alone_names_a_change_without_a_bracket() =>
        Broken(["N01"], "run · A lock ptl1 · A clear 0x1000 · A unlock ptl1");

    [Fact]
    public void Leaves_to_N05_a_bracket_that_does_not_reach_and_to_N03_one_that_has_ended()
    {
        Silent("run · A start 0x2000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A end 0x2000+1");
        Silent("run · A start 0x1000+1 · A end 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1");
    }

    // N03's name is kept however many brackets the operation has had since.
    [Theory]
    [InlineData("A start 0x9000+1 · A lock ptl2 · A clear 0x9000 old=pfn9 · A flush 0x9000+1 · A unlock ptl2 · A end 0x9000+1", 100)]
    [InlineData("A start 0x9000+1 · A end 0x9000+1", 17)]
    public void Leaves_to_N03_a_bracket_that_ended_long_before_its_change(string later, int times) =>
        Assert.Equal("N03.after-end", Assert.Single(RuleCheck.Run(
            $"run · A op mprotect · A start 0x1000+1 · A end 0x1000+1 · {string.Join(" · ", Enumerable.Repeat(later, times))} · A lock ptl1 · A clear 0x1000 · A flush 0x1000+1 · A unlock ptl1",
            "4.14", "N01", "N03").Findings).Reason.Code);

    [Fact]
    public void Silent_of_a_table_that_free_pgtables_cuts_off_under_a_lock_that_was_never_given_back() =>
        Silent("run · A lock pml1 · A clear-huge 0x200000 old=0x9067 fn=free_pgtables · A unlock pml1");
}
