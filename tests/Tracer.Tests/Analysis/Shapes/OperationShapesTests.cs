using Tracer.Analysis;
using Tracer.Testing;

namespace Tracer.Tests.Analysis.Shapes;

public sealed class OperationShapesTests
{
    [Fact]
    public void A_copy_on_write_fault_is_told_in_its_order()
    {
        var shape = Assert.Single(Of(
            "A fault 0x1000 · A enter-start 0x1000+1 · A lock ptl1 · A clear 0x1000 fn=wp_page_copy · A flush 0x1000+1 · A ir 0x1000+1 · A set 0x1000 pfn=7 rw · A unlock ptl1 · A end 0x1000+1 · A fault-end"));
        Assert.Equal("start lock clear flush invalidate set unlock end", shape.Steps);
        Assert.Equal((1, 9), (shape.First, shape.Last));
        Assert.Equal(OperationSource.PageFault, shape.Began.As<OperationBegan>().Source);
        Assert.Equal(new MmId(1), shape.Mm);
    }

    [Fact]
    public void Repeated_sections_are_folded()
    {
        string Section(int page) => $"A lock ptl1 · A clear 0x{page}000 · A flush 0x{page}000+1 · A unlock ptl1";
        var shape = Assert.Single(Of($"A syscall munmap · A enter-start 0x1000+3 · {Section(1)} · {Section(2)} · {Section(3)} · A end 0x1000+3 · A ret"));
        Assert.Equal("start (lock clear flush unlock)×3 end", shape.Steps);
    }

    [Fact]
    public void A_run_of_one_step_is_counted()
    {
        var shape = Assert.Single(Of("A syscall munmap · A lock ptl1 · A clear 0x1000 · A clear 0x2000 · A clear 0x3000 · A unlock ptl1 · A ret"));
        Assert.Equal("lock clear×3 unlock", shape.Steps);
    }

    [Fact]
    public void An_operation_that_only_looks_is_left_out() => Assert.Empty(Of("A syscall mincore · A lock ptl1 · A unlock ptl1 · A ret"));

    [Fact]
    public void Interrupts_are_no_part_of_it()
    {
        var shape = Assert.Single(Of("A syscall munmap · A lock ptl1 · A flush 0x1000+1 context=HardIrq · A clear 0x1000 · A unlock ptl1 · A ret"));
        Assert.Equal("lock clear unlock", shape.Steps);
    }

    [Fact]
    public void What_is_open_at_the_end_is_told_as_far_as_it_went()
    {
        var shape = Assert.Single(Of("A lock ptl1 · A clear 0x1000"));
        Assert.Equal("lock clear", shape.Steps);
        Assert.Equal(EventKind.None, shape.Began.Header.Kind);
    }

    [Fact]
    public void A_report_names_the_syscalls_that_the_trace_ends_in()
    {
        var report = RuleCheck.Run("A syscall ioctl · A sleep · B fault 0x1000 · C syscall munmap · C ret");
        Assert.Equal(1, Assert.Single(report.Unfinished).Header.Sequence);
    }

    private static List<OperationShape> Of(string script)
    {
        var found = new List<OperationShape>();
        var shapes = new OperationShapes(found.Add);
        var analyzer = new Analyzer([]);
        shapes.ListenTo(analyzer);
        analyzer.Begin(Era.E6);
        analyzer.Accept([.. Script.Parse(script).Events]);
        analyzer.Finish();
        shapes.Finish();
        return found;
    }
}
