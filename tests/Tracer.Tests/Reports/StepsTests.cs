using Tracer.Reports.Steps;
using Tracer.Reports.Text;
using Tracer.Testing;
using Step = Tracer.Reports.Steps.Step;

namespace Tracer.Tests.Reports;

public sealed class StepsTests
{
    public static TheoryData<string> Rules => [.. RuleCatalogue.All.Select(rule => rule.Info.Id)];

    [Fact]
    public void Every_verb_that_has_words_is_one_of_the_script_language() =>
        Assert.All(StepWords.Known, verb => Assert.NotNull(Script.Parse($"run · A {verb} {Arguments(verb)}".TrimEnd())));

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_is_told_with_both_runs_of_its_pair_in_80_columns(string id)
    {
        using var output = new StringWriter();
        RuleTexts.WriteOne(RuleCatalogue.Choose([id])[0].Info, output);
        var lines = output.ToString().TrimEnd('\n').Split('\n');

        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.DoesNotContain(lines, line => line.Contains('{', StringComparison.Ordinal) || line.Contains(" E6", StringComparison.Ordinal));
        foreach (var name in new[] { "holds", "violated" })
        {
            var path = $"traces/rules/{id}/{name}.script";
            Assert.True(File.Exists(RepositoryRoot.At(path)), path);
            Assert.Contains(lines, line => line.Contains(path, StringComparison.Ordinal));
        }

        // What breaks it differs somewhere from what keeps it.
        Assert.Contains(lines, line => line.Length > 5 && line[5] == '*' && char.IsAsciiDigit(line[4]));
    }

    [Fact]
    public void Tasks_stand_in_columns_and_what_the_other_run_has_not_is_starred()
    {
        var kept = Step.Of("run\nA lock ptl1 · B ir 0x1000+1 fn=f\nA unlock ptl1 # the end\nrun-end");
        var broken = Step.Of("run · A lock ptl1 · A unlock ptl1 · B ir 0x1000+1 fn=f");

        Assert.Equal(
            [
                "       A                                 B",
                "    1  takes ptl1",
                "    2*                                   invalidate_range 0x1000+1 in f",
                "    3  releases ptl1",
            ],
            StepTable.Lines(kept, broken));
    }

    [Fact]
    public void Many_of_one_kind_are_told_by_the_first_and_the_last() => Assert.Equal(
        ["invalidate_page 0x1000", "… 3 more like it …", "invalidate_page 0x5000", "ends it"],
        Step.Of("A ip 0x1000 · A ip 0x2000 · A ip 0x3000 · A ip 0x4000 · A ip 0x5000 · A op-end").Select(step => step.Words));

    private static string Arguments(string verb) => verb switch
    {
        "cb-in" or "cb-out" => "kvm range-start 0x1000+1",
        "register" or "unregister" => "kvm",
        "lock" or "try" or "unlock" => "ptl1",
        "op" or "syscall" => "x",
        "alloc" or "free" or "get" or "put" => "pfn=7",
        "enter-start" or "start" or "end" or "only-end" or "ended" or "ir" or "age" or "flush" or "gather" or "finish" or "vma" or "unvma" or "device-flush" => "0x1000+1",
        "op-end" or "ret" or "fault-end" or "sleep" or "release" or "released" or "preempt-off" or "preempt-on" or "rcu" or "unrcu" or "srcu" or "unsrcu" => "",
        _ when verb.EndsWith("-huge", StringComparison.Ordinal) => "0x200000",
        _ => "0x1000",
    };
}
