using Tracer.Analysis.Replay;

namespace Tracer.Analysis.Shapes;

/// <summary>
/// Cuts a trace into operations, a syscall, a fault, a path or a kernel thread's section each, and tells the order in which each started,
/// locked, cleared, flushed, invalidated, set, unlocked and ended. Operations that touch no page table are left out.
/// </summary>
public sealed class OperationShapes(Action<OperationShape> found) : IHear<SpanEnded>, IHear<VmEvent>
{
    /// <summary>Steps kept of one operation; a long one is cut there and says so.</summary>
    private const int MostSteps = 4096;

    private readonly Dictionary<int, Open> tasks = [];

    /// <summary>Cuts what the analyzer reads from now on.</summary>
    public void ListenTo(Analyzer analyzer)
    {
        analyzer.Subscribe<SpanEnded>(Hear);
        analyzer.Subscribe<VmEvent>(Hear);
    }

    /// <summary>The trace is over: operations that are still open are told as far as they went.</summary>
    public void Finish()
    {
        foreach (var task in tasks.Keys.Order().ToList()) Close(new TaskId(task));
    }

    public void Hear(in SpanEnded span)
    {
        if (span.Kind == SpanKind.Operation && !IsInterrupt(span.Header)) Close(span.Header.Task);
    }

    public void Hear(in VmEvent e)
    {
        if (IsInterrupt(e.Header)) return;
        if (e.Header.Kind == EventKind.OperationBegan && e.As<OperationBegan>().Source != OperationSource.Function)
        {
            // What came between two operations belongs to neither.
            Close(e.Header.Task);
            Of(e.Header.Task).Began = e;
        }
        else if (StepOf(in e) is { } step)
        {
            Of(e.Header.Task).Add(step, in e);
        }
    }

    // Interrupts under the same pid are no part of its operation.
    private static bool IsInterrupt(in EventHeader header) => (header.Context & (ContextFlags.HardIrq | ContextFlags.SoftIrq)) != 0;

    private static ShapeStep? StepOf(in VmEvent e) => e.Header.Kind switch
    {
        EventKind.RangeStartEntered => ShapeStep.Start,
        EventKind.RangeEndEntered => ShapeStep.End,
        EventKind.RangeInvalidated => ShapeStep.Invalidate,
        EventKind.PageInvalidated => ShapeStep.Invalidate,
        EventKind.TlbFlushed => ShapeStep.Flush,
        EventKind.LockAcquired when e.As<LockAcquired>().Class == LockClass.PageTable => ShapeStep.Lock,
        EventKind.LockReleased when e.As<LockReleased>().Class == LockClass.PageTable => ShapeStep.Unlock,
        EventKind.PteChanged => e.As<PteChanged>().New.IsPresent || e.As<PteChanged>().Old.IsNone ? ShapeStep.Set : ShapeStep.Clear,
        _ => null,
    };

    private Open Of(TaskId task)
    {
        if (!tasks.TryGetValue(task.Value, out var open)) tasks[task.Value] = open = new Open();
        return open;
    }

    private void Close(TaskId task)
    {
        var open = Of(task);
        if (open.TouchesTables) found(open.Shape(task));
        open.Clear();
    }

    private sealed class Open
    {
        private readonly List<ShapeStep> steps = [];
        private readonly List<FunctionId> functions = [];
        private MmId mm;
        private long first;
        private long last;
        private long cut;

        public VmEvent Began { get; set; }

        /// <summary>True if it stored an entry or called the notifier; a lock alone is only a look.</summary>
        public bool TouchesTables { get; private set; }

        public void Add(ShapeStep step, in VmEvent e)
        {
            if (first == 0) first = e.Header.Sequence;
            last = e.Header.Sequence;
            if (step is not (ShapeStep.Lock or ShapeStep.Unlock or ShapeStep.Flush))
            {
                TouchesTables = true;
                if (e.Header.Function.Value != 0 && !functions.Contains(e.Header.Function)) functions.Add(e.Header.Function);
                if (mm.Value == 0) mm = MmOf(in e);
            }

            if (steps.Count < MostSteps) steps.Add(step);
            else cut++;
        }

        public OperationShape Shape(TaskId task) => new(
            Began.Header.Kind == EventKind.None ? first : Began.Header.Sequence, last, task, Began, mm, [.. functions],
            cut == 0 ? StepFolding.Fold(steps) : $"{StepFolding.Fold(steps)} … and {cut} more");

        public void Clear()
        {
            steps.Clear();
            functions.Clear();
            (mm, first, last, cut, TouchesTables, Began) = (default, 0, 0, 0, false, default);
        }

        private static MmId MmOf(in VmEvent e) => e.Header.Kind switch
        {
            EventKind.RangeStartEntered => e.As<RangeStartEntered>().Mm,
            EventKind.RangeEndEntered => e.As<RangeEndEntered>().Mm,
            EventKind.RangeInvalidated => e.As<RangeInvalidated>().Mm,
            EventKind.PageInvalidated => e.As<PageInvalidated>().Mm,
            EventKind.PteChanged => e.As<PteChanged>().Mm,
            _ => default,
        };
    }
}
