using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Cli;

[Collection(NettraceCollection.Name)]
public sealed class UsageTests(SampleTraces traces) : IClassFixture<SampleTraces>
{
    // VIOLATED, HOLDS, OUT and FOLDER stand for paths.
    [Theory]
    [InlineData("bogus", "no command 'bogus'; known: demo, record, capture-script, check, info, show, explain, plot, report, slice, sql, export, replay, matrix, list, rules, help; see tracer --help")]
    [InlineData("record", "Option '-o' is required; see tracer record --help")]
    [InlineData("chek HOLDS", "no command 'chek', did you mean 'check'?; known: demo, ")]
    [InlineData("record reclame -o OUT", "unknown scenario 'reclame', did you mean 'reclaim'?; known: ageing, ")]
    [InlineData("record reclaim --driver KVN -o OUT", "unknown driver 'KVN', did you mean 'kvm'?; known: ")]
    [InlineData("record reclaim --fault early-range-ends -o OUT", "unknown fault 'early-range-ends', did you mean 'early-range-end'?; known: ")]
    [InlineData("record reclaim --protocol 4.15 -o OUT", "unknown protocol '4.15'; known: ")]
    [InlineData("rules N1", "no rule 'N1', did you mean 'N01'?; known: ")]
    [InlineData("rules pte", "no rule 'pte'; known: ")]
    [InlineData("list scenario", "'scenario' is not known, did you mean 'scenarios'?; known: ")]
    [InlineData("show HOLDS --kind PteChangd", "--kind PteChangd: no such kind; nearest: PteChanged, ")]
    [InlineData("record -o OUT", "Required argument 'SCENARIO' missing for command: 'record'; see tracer record --help")]
    [InlineData("record nope -o OUT", "unknown scenario 'nope'; known: ageing, ")]
    [InlineData("record reclaim --protocol 9.9 -o OUT", "unknown protocol '9.9'; known: 2.6.34, 2.6.39, 3.5, 3.7, 4.10, 4.12, aac2fea9, 785373b4, 4.13, 4.14")]
    [InlineData("record reclaim --driver foo -o OUT", "unknown driver 'foo'; known: amd-iommu-v2, ")]
    [InlineData("record reclaim --fault foo -o OUT", "unknown fault 'foo'; known: ")]
    [InlineData("record reclaim --set foo -o OUT", "'foo' is no change of a choice; it reads choice=value")]
    [InlineData("record reclaim --set foo=bar -o OUT", "unknown choice 'foo'; those that apply: anon-vma-lock,")]
    [InlineData("record reclaim --set rmap-range-length=bar -o OUT", "choice 'rmap-range-length' cannot be 'bar'; it is one of: pages, bytes")]
    [InlineData("record reclaim --protocol 4.10 --set rmap-range-length=bytes -o OUT", "choice 'rmap-range-length' does not apply to protocol 4.10; those that apply: anon-vma-lock,")]
    [InlineData("record reclaim --seed x -o OUT", "--seed x: a whole number from 0 on is wanted; see tracer record --help")]
    [InlineData("record reclaim --seed -1 -o OUT", "--seed -1: a whole number from 0 on is wanted; see tracer record --help")]
    [InlineData("record reclaim --seed 1 --seed 2 -o OUT", "Option '--seed' expects a single argument but 2 were provided; see tracer record --help")]
    [InlineData("record reclaim --speed 1 -o OUT", "no option '--speed', did you mean '--seed'?; see tracer record --help")]
    [InlineData("record reclaim -o OUT/no/run.nettrace", "OUT/no/run.nettrace: cannot be written: there is no folder OUT/no")]
    [InlineData("record reclaim -o FOLDER", "FOLDER: cannot be written: it is a folder")]
    [InlineData("record reclaim -o /dev/null", "/dev/null: cannot be written: a trace needs a file of its own")]
    [InlineData("check", "Required argument 'TRACE' missing for command: 'check'; see tracer check --help")]
    [InlineData("check HOLDS --ruels N01", "no option '--ruels', did you mean '--rules'?; see tracer check --help")]
    [InlineData("check HOLDS --rules Z99", "no rule 'Z99'; known: ")]
    [InlineData("check HOLDS --rules ,", "--rules: names no rule; give some, such as N01,I05")]
    [InlineData("check HOLDS --format yaml", "--format: 'yaml' is not known; known: text, json, csv, csv-rules, sarif, junit; see tracer check --help")]
    [InlineData("check HOLDS --kernel banana", "--kernel: 'banana' is no kernel version; allowed are 6.1, what `uname -r` prints, 4.15-6.5,")]
    [InlineData("check HOLDS --protocol 4.99", "--protocol: '4.99' is not known; known: 2.6.34, 2.6.39, 3.5, 3.7, 4.10, 4.12, aac2fea9, 785373b4, 4.13, 4.14; see tracer check --help")]
    [InlineData("check HOLDS --inconclusive-exit x", "--inconclusive-exit x: a whole number from 0 to 255 is wanted; see tracer check --help")]
    [InlineData("check HOLDS --inconclusive-exit 999", "--inconclusive-exit 999: a whole number from 0 to 255 is wanted; see tracer check --help")]
    [InlineData("check HOLDS --jobs 0", "--jobs 0: a whole number from 1 on is wanted; see tracer check --help")]
    [InlineData("check HOLDS -o OUT/no/report.txt", "OUT/no/report.txt: cannot be written: there is no folder OUT/no")]
    [InlineData("check HOLDS -o FOLDER", "FOLDER: cannot be written: it is a folder")]
    [InlineData("check HOLDS --baseline OUT", "--baseline OUT: Could not find file")]
    [InlineData("check HOLDS --baseline HOLDS", "--baseline HOLDS: is no report of `tracer check --format json`: ")]
    [InlineData("info HOLDS VIOLATED", "'VIOLATED' is one too many; see tracer info --help")]
    [InlineData("info HOLDS --kernel banana", "--kernel: 'banana' is no kernel version;")]
    [InlineData("show HOLDS --kind Foo", "--kind Foo: no such kind; nearest: ")]
    [InlineData("show HOLDS --address zz", "--address zz: no address and no range; give 0x1000 or 0x1000-0x3000,")]
    [InlineData("show HOLDS --address ffffffffffffffff", "--address ffffffffffffffff: no address and no range;")]
    [InlineData("show HOLDS --address 1000-ffffffffffffffff", "--address 1000-ffffffffffffffff: no address and no range;")]
    [InlineData("show HOLDS --follow-page ffffffffffffffff", "--follow-page ffffffffffffffff: no address and no range;")]
    [InlineData("show HOLDS --pfn ffffffffffffffff", "--pfn ffffffffffffffff: no page frame number;")]
    [InlineData("show HOLDS --around 9223372036854775807", "--around 9223372036854775807: a whole number from 1 to 4611686018427387 is wanted")]
    [InlineData("show HOLDS --at 9223372036854775807", "--at 9223372036854775807: a whole number from 1 to 4611686018427387 is wanted")]
    [InlineData("explain HOLDS --at 9223372036854775807", "--at 9223372036854775807: a whole number from 1 to 4611686018427387 is wanted")]
    [InlineData("plot HOLDS --around 9223372036854775807 -o x.svg", "--around 9223372036854775807: a whole number from 1 to 4611686018427387 is wanted")]
    [InlineData("plot HOLDS --address ffffffffffffffff -o x.svg", "--address ffffffffffffffff: no address and no range;")]
    [InlineData("show HOLDS --address 5-3", "--address 5-3: no address and no range;")]
    [InlineData("show HOLDS --lines -5", "--lines -5: a whole number from 0 on is wanted; see tracer show --help")]
    [InlineData("explain VIOLATED --finding 100", "no finding 100; the trace has ")]
    [InlineData("explain VIOLATED --finding 0", "--finding 0: a whole number from 1 on is wanted; see tracer explain --help")]
    [InlineData("explain VIOLATED --at 3", "no finding at 3; the trace has ")]
    [InlineData("explain VIOLATED --rule L09", "no finding of L09; the trace has ")]
    [InlineData("explain VIOLATED --at 3 --rule N01", "no finding of N01 at 3; the trace has ")]
    [InlineData("explain HOLDS --at 3", "no finding at 3; the trace has none")]
    [InlineData("explain VIOLATED --at 3 --finding 2", "--at and --finding: one of them is enough; see tracer explain --help")]
    [InlineData("explain VIOLATED --rule N01 --finding 2", "--rule and --finding: a number means one finding; see tracer explain --help")]
    [InlineData("plot VIOLATED", "Option '-o' is required; see tracer plot --help")]
    [InlineData("plot VIOLATED -o OUT.jpg", "OUT.jpg: no chart format 'jpg'; known: svg")]
    [InlineData("plot VIOLATED -o OUT", "OUT: no chart format ''; known: svg")]
    [InlineData("plot VIOLATED -o OUT/no/x.svg", "OUT/no/x.svg: cannot be written: there is no folder OUT/no")]
    [InlineData("plot VIOLATED -o OUT.svg --chart pie", "--chart: 'pie' is not known; known: lanes, page, holds, violations, rules; see tracer plot --help")]
    [InlineData("plot HOLDS -o OUT.svg", "HOLDS: no finding to draw around; --around draws any place, --chart violations the whole run")]
    [InlineData("plot - -o OUT.svg", "plot reads a trace twice, so it needs a file")]
    [InlineData("replay KERNEL", "KERNEL: holds no engine run; only the recording of one can be run again")]
    [InlineData("list", "Required argument 'WHAT' missing for command: 'list'; see tracer list --help")]
    [InlineData("list nothing", "'nothing' is not known; known: scenarios, protocols, drivers, faults, operations, rules; see tracer list --help")]
    [InlineData("rules Z1", "no rule 'Z1'; known: ")]
    [InlineData("demo -o HOLDS", "HOLDS: cannot be made a folder: ")]
    public void A_mistake_gets_one_line(string typed, string expected)
    {
        var refusal = Tool.Run(typed.Split(' ').Select(Place).ToArray()).Refusal();

        Assert.StartsWith(Place(expected), refusal, StringComparison.Ordinal);
        Assert.False(Path.Exists(traces.PathOf("out")));
        traces.NothingPartial();
    }

    [Fact]
    public void A_picture_of_no_known_format_is_refused_with_those_there_are()
    {
        var path = traces.PathOf("x.pdf");

        Assert.Equal($"{path}: no chart format 'pdf'; known: svg, png", Tool.Run("plot", traces.Violated, "-o", path).Refusal());
        Assert.Equal("--format: 'pdf' is not known; known: svg, png; see tracer plot --help", Tool.Run("plot", traces.Violated, "--format", "pdf", "-o", path).Refusal());
    }

    private string Place(string text) => text
        .Replace("VIOLATED", traces.Violated, StringComparison.Ordinal)
        .Replace("HOLDS", traces.Holds, StringComparison.Ordinal)
        .Replace("KERNEL", SampleTraces.Kernel, StringComparison.Ordinal)
        .Replace("FOLDER", traces.Folder, StringComparison.Ordinal)
        .Replace("OUT", traces.PathOf("out"), StringComparison.Ordinal);
}
