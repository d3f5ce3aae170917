using Tracer.Analysis;
using Tracer.Reports.Text;
using Tracer.Tests.Reports;

namespace Tracer.Tests.Analysis.Explaining;

public sealed class ExplainerTests
{
    private static readonly MmId Mm = new(3);
    private static readonly VirtualAddress Page = new(0x7f1526610000);
    private readonly EventStream stream = new(first: 2399, step: 6);

    [Fact]
    public void A_change_after_its_bracket_is_told_as_let_then_held_again()
    {
        var explanation = string.Join('\n', Lines("run.nettrace", AfterItsBracket("kworker-7", "try_to_unmap_one")));
        Assert.Equal(
            """
            N03 EndFollowsLastChange (critical, core) violated at #2411: a change comes
                before the end of its bracket.
              Let   A = #2399 kworker-7 range_start mm 3 [0x7f1526610000, +4K) returned
                    B = #2405 kworker-7 range_end of A
                    C = #2411 kworker-7 clears PTE 0x7f1526610000 in try_to_unmap_one
              Then  C comes after B: between them the device may map the old page again.
              Held  no lock; bracket A open; depth 1
              Again tracer explain run.nettrace --at 2411
            """,
            explanation);
    }

    [Fact]
    public void Witnesses_are_lettered_by_sequence_whatever_order_the_rule_gave()
    {
        var finding = AfterItsBracket("kworker-7", "f");
        var shuffled = new Explainer(Report("a")).Explain(finding with { Witnesses = [.. finding.Witnesses.Reverse()] });
        Assert.Equivalent(new Explainer(Report("a")).Explain(finding), shuffled);
    }

    [Fact]
    public void A_role_that_no_witness_has_is_a_bug_of_the_rule()
    {
        var finding = AfterItsBracket("kworker-7", "f");
        var without = finding with { Witnesses = [.. finding.Witnesses.Where(witness => witness.Role != "end")] };
#if DEBUG
        var thrown = Assert.Throws<System.Diagnostics.UnreachableException>(() => new Explainer(Report("a")).Explain(without));
        Assert.Equal("N03.after-end speaks of {end}, but its witnesses are start, culprit", thrown.Message);
#else
        Assert.StartsWith("B comes after the end:", new Explainer(Report("a")).Explain(without).Then, StringComparison.Ordinal);
#endif
    }

    [Fact]
    public void Several_witnesses_of_one_role_are_listed()
    {
        var finding = AfterItsBracket("kworker-7", "f");
        var twoEnds = finding with { Witnesses = [.. finding.Witnesses.Select(witness => witness.Role == "start" ? witness with { Role = "end" } : witness)] };
        Assert.StartsWith("C comes after A and B:", new Explainer(Report("a")).Explain(twoEnds).Then, StringComparison.Ordinal);
    }

    [Fact]
    public void Alone_the_reason_calls_events_by_their_place() => Assert.Equal(
        "#2411 comes after #2405: between them the device may map the old page again.", new Explainer(Report("a")).Because(AfterItsBracket("kworker-7", "f")));

    [Theory]
    [InlineData(12)]
    [InlineData(400)]
    public void However_long_the_names_and_many_the_witnesses_it_survives_a_mail_client(int length)
    {
        var name = new string('x', length);
        var finding = AfterItsBracket($"{name}-7", name);
        var loud = finding with
        {
            Rule = finding.Rule with { Statement = $"A {string.Join(' ', Enumerable.Repeat(name, 9))}." },
            Witnesses = [.. Enumerable.Range(0, 30).Select(i => finding.Witnesses[0] with { Event = At(finding.Witnesses[0].Event, i) }), .. finding.Witnesses.Skip(1)],
            Held = [.. Enumerable.Repeat(new HeldLock(stream.Add($"{name}-7", new LockAcquired { Lock = stream.Lock(name) })), 40)],
        };
        for (var i = 0; i < 5; i++) loud.ConfirmedBy.Add(finding);
        var lines = Lines($"{name} {name}.dat", loud);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 80));
        Assert.InRange(lines.Count, 10, length < 100 ? ExplanationText.MostLines : 2 * ExplanationText.MostLines);
        Assert.Contains(lines, line => line.Contains("more", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("run.nettrace", "  Again tracer explain run.nettrace --at 2411")]
    [InlineData("my run.nettrace", "  Again tracer explain 'my run.nettrace' --at 2411")]
    [InlineData("it's.txt", "  Again tracer explain 'it'\\''s.txt' --at 2411")]
    [InlineData("$HOME", "  Again tracer explain '$HOME' --at 2411")]
    public void Again_can_be_pasted_into_a_shell(string path, string line) =>
        Assert.Equal(line, Lines(path, AfterItsBracket("a-1", "f"))[^1]);

    [Fact]
    public void A_path_too_long_for_a_line_goes_on_behind_a_backslash()
    {
        var path = $"/traces/{new string('a', 90)} b/run.dat";
        var lines = ShellCommand.Lines("  Again ", "tracer", "explain", path, "--at", "7");
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 80));
        var pasted = string.Concat(lines.Select(line => line.EndsWith('\\') ? line[..^1] : line)).Trim();
        Assert.Equal($"Again tracer explain         {path} --at 7", pasted.Replace("'", "", StringComparison.Ordinal));
        Assert.Equal(0, lines.Max(line => line.Count(c => c == '\'') % 2));
    }

    private IReadOnlyList<string> Lines(string path, Finding finding) =>
        ExplanationText.Lines(new Explainer(Report(path)).Explain(finding), ToolCommand.Explain(Report(path), finding));

    private static RuleInfo N03 { get; } = new(
        "N03", "EndFollowsLastChange", Severity.Critical, Fault.Core, Era.All, "A change comes before the end of its bracket.", "the interface", EventKindSet.All,
        [new Reason("N03.after-end", "{culprit} comes after {end}: between them the device may map the old page again")]);

    private static VmEvent At(VmEvent e, int sequence)
    {
        e.Header.Sequence = sequence;
        return e;
    }

    private Finding AfterItsBracket(string task, string function)
    {
        var start = stream.Add(task, new RangeStartReturned { Mm = Mm, Start = Page, End = Page + 4096, Range = new(9) });
        var end = stream.Add(task, new RangeEndEntered { Mm = Mm, Start = Page, End = Page + 4096, Range = new(9) });
        var change = stream.Add(task, new PteChanged { Mm = Mm, Address = Page }, function);
        return ReclaimUnderAac2fea9.Of(N03, change, [new("start", start), new("end", end), new("culprit", change)], [], [start]) with { PreemptDepth = 1 };
    }

    private TraceReport Report(string path) => new() { Path = path, Verdict = TraceVerdict.Violated, Names = stream.Names };
}
