using Tracer.Analysis;
using Tracer.Reports.Text;

using Tracer.Testing;

namespace Tracer.Tests.Reports;

public sealed class TraceTextTests
{
    private readonly ReclaimUnderAac2fea9 run = new();

    [Fact]
    public void Show_prints_a_line_an_event() =>
        Golden.Matches(Rendering.Text(output => run.Stream.Feed(new EventLines(output, run.Stream.Names))), "tests/Tracer.Tests/Reports/Golden/show.txt");

    [Fact]
    public void Show_leaves_no_field_out_where_all_are_asked_for()
    {
        var cleared = run.NoBracket.Culprit;
        var line = new EventLines(TextWriter.Null, run.Stream.Names, fields: true).Of(in cleared);
        Assert.EndsWith(
            "{PteChanged Mm=3 Address=0x7f1526610000 Old=0x10640c067 New=0x0 Table=5 Index=16 Level=Pte Operation=Clear}", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Info_says_what_the_run_was_and_what_it_holds()
    {
        var summary = new TraceSummary();
        var start = VmEvent.Of(new RunStarted { Seed = 42, Cpus = 2, Tasks = 3, EngineVersion = 1 });
        summary.Accept([start, .. Names.Events(NameSpace.Scenario, 1, "reclaim"), .. Names.Events(NameSpace.RunDriver, 1, "kvm"), .. Names.Events(NameSpace.RunDriver, 2, "a driver with a name of forty characters"), .. Names.Events(NameSpace.Task, 61, "kswapd0")]);
        run.Stream.Feed(summary);
        var origin = new TraceOrigin(TraceSourceKind.Nettrace, "aac2fea9", null, KnownFrom.Header);
        Golden.Matches(Rendering.Text(output => InfoText.Write("run.nettrace", origin, Completeness.Whole, summary, output)), "tests/Tracer.Tests/Reports/Golden/info.txt");
    }

    [Fact]
    public void The_hash_of_info_does_not_see_timestamps()
    {
        var (early, late) = (new TraceSummary(), new TraceSummary());
        var e = run.NoBracket.Culprit;
        early.Accept([e]);
        e.Header.TimestampNs += 5;
        late.Accept([e]);
        Assert.Equal(early.Hash, late.Hash);
        e.Header.Sequence++;
        late.Accept([e]);
        Assert.NotEqual(early.Hash, late.Hash);
    }

    [Fact]
    public void A_rule_is_told_in_full() => Golden.Matches(
        Rendering.Text(output =>
        {
            RuleTexts.WriteAll([ReclaimUnderAac2fea9.N01, ReclaimUnderAac2fea9.P04], output);
            output.Write('\n');
            RuleTexts.WriteOne(ReclaimUnderAac2fea9.N01, output);
        }),
        "tests/Tracer.Tests/Reports/Golden/rules.txt");

    [Fact]
    public void A_table_stands_numbers_right_and_wraps_its_last_column()
    {
        var table = new Table("name", "n", "what it is");
        table.Add("a", "1,000", string.Join(' ', Enumerable.Repeat("word", 20)));
        table.Add("bcdef", "7", "short");
        Assert.Equal(
            """
            name       n  what it is
            a      1,000  word word word word word word word word word word word word word
                          word word word word word word word
            bcdef      7  short

            """,
            Rendering.Text(output => table.Write(output)));
        Assert.Throws<ArgumentException>(() => table.Add("too", "few"));
    }
}
