namespace Tracer.Testing;

/// <summary>What a task of a script holds and is in.</summary>
internal sealed class ScriptTask
{
    private readonly int[] sections = new int[Enum.GetValues<AtomicSection>().Length];

    public List<LockAcquired> Held { get; } = [];

    public Stack<OperationId> Operations { get; } = [];

    public bool IrqsOff => sections[(int)AtomicSection.IrqsOff] > 0;

    /// <summary>The preempt depth as a kernel shows it: spinning locks, preempt_disable and rcu_read_lock count.</summary>
    public int Depth => Held.Count(held => !held.Type.Sleeps())
        + sections[(int)AtomicSection.PreemptOff] + sections[(int)AtomicSection.RcuRead];

    public void Take(in VmEvent e)
    {
        switch (e.Header.Kind)
        {
            case EventKind.LockAcquired:
                Held.Add(e.As<LockAcquired>());
                break;
            case EventKind.LockReleased:
                var id = e.As<LockReleased>().Lock;
                var index = Held.FindLastIndex(held => held.Lock == id);
                if (index >= 0) Held.RemoveAt(index);
                break;
            case EventKind.AtomicEntered when (int)e.As<AtomicEntered>().Section < sections.Length:
                sections[(int)e.As<AtomicEntered>().Section]++;
                break;
            case EventKind.AtomicLeft when (int)e.As<AtomicLeft>().Section < sections.Length:
                ref var count = ref sections[(int)e.As<AtomicLeft>().Section];
                count = Math.Max(0, count - 1);
                break;
            case EventKind.OperationBegan:
                Operations.Push(e.As<OperationBegan>().Operation);
                break;
            case EventKind.OperationEnded:
                Operations.TryPop(out _);
                break;
        }
    }
}
