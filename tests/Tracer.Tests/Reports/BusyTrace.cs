using Tracer.Analysis;

namespace Tracer.Tests.Reports;

/// <summary>A stretch of a text trace with four tasks at once: brackets that end too early, nested locks, callbacks, faults that retry.</summary>
internal static class BusyTrace
{
    private static readonly MmId Mm = new(3);

    public static (TraceReport Report, Finding Finding, EventStream Stream) Build()
    {
        var stream = new EventStream(first: LineSequence.First(1_204_300), step: 3 * LineSequence.PerLine);
        var kvm = stream.Driver("kvm");
        Witness[] witnesses = [];
        for (var round = 0; round < 5; round++)
        {
            var page = new VirtualAddress(0x7f1526600000) + (ulong)round * 4096;
            var task = round % 2 == 0 ? "a-long-thread-n-12345" : "kworker/u8:3-77";
            var start = Bracketed(stream, kvm, task, page);
            stream.Add($"CPU {round % 2}/KVM-90{round % 2}", new SecondaryFaultBegan { Driver = kvm, Address = page, Mm = Mm });
            var ptl = new LockAcquired { Lock = stream.Lock($"0xffff88810{round}3e9a8"), Mm = Mm, Class = LockClass.PageTable };
            var taken = stream.Add(task, ptl, "page_vma_mapped_walk");
            var end = stream.Add(task, new RangeEndEntered { Mm = Mm, Start = page, End = page + 4096 }, "page_vma_mkclean_one");
            var change = stream.Add(task, new PteChanged { Mm = Mm, Address = page, Operation = PteOperation.WriteProtect }, "page_vma_mkclean_one");
            stream.Add(task, new TlbFlushed { Mm = Mm, Start = page, End = page + 4096 });
            stream.Add(task, new LockReleased { Lock = ptl.Lock, Mm = Mm, Class = LockClass.PageTable });
            stream.Add($"CPU {round % 2}/KVM-90{round % 2}", new SecondaryMapped { Driver = kvm, Address = page, Mm = Mm, Pfn = new(0x10640c) });
            stream.Add($"CPU {round % 2}/KVM-90{round % 2}", new SecondaryFaultEnded { Driver = kvm, Address = page, Mm = Mm, Mapped = true });
            if (round == 2) witnesses = [new("start", start), new("taken", taken), new("end", end), new("culprit", change)];
        }

        var rule = ReclaimUnderAac2fea9.N01 with { Id = "N03", Reasons = [new Reason("N03.after-end", "{culprit} comes after {end}, which ends {start}, though {taken} is still held")] };
        var finding = ReclaimUnderAac2fea9.Of(rule, witnesses[^1].Event, witnesses);
        var report = new TraceReport
        {
            Path = "captures/6.1/msync-mkclean-kvm, bracket ended early.txt.gz",
            Origin = new TraceOrigin(TraceSourceKind.FtraceText, null, "6.1", KnownFrom.Probes),
            Verdict = TraceVerdict.Violated,
            Names = stream.Names,
            Findings = [finding],
        };
        return (report, finding, stream);
    }

    private static VmEvent Bracketed(EventStream stream, DriverId kvm, string task, VirtualAddress page)
    {
        stream.Add(task, new OperationBegan { Operation = new(stream.Id(NameSpace.Operation, "msync")), Mm = Mm, Source = OperationSource.Syscall });
        stream.Add(task, new LockAcquired { Lock = stream.Lock("0xffff888103e007e8"), Class = LockClass.IMmap, Type = LockType.RwSemaphore, Mode = LockMode.Shared });
        stream.Add(task, new CallbackEntered { Driver = kvm, Mm = Mm, Start = page, End = page + 4096, Callback = CallbackKind.RangeStart });
        stream.Add(task, new LockAcquired { Lock = stream.Lock("kvm->mmu_lock"), Class = LockClass.Driver });
        stream.Add(task, new SecondaryUnmapped { Driver = kvm, Address = page, Mm = Mm, Pfn = new(0x10640c) });
        stream.Add(task, new LockReleased { Lock = stream.Lock("kvm->mmu_lock"), Class = LockClass.Driver });
        stream.Add(task, new CallbackReturned { Driver = kvm, Mm = Mm, Start = page, End = page + 4096, Callback = CallbackKind.RangeStart });
        return stream.Add(task, new RangeStartReturned { Mm = Mm, Start = page, End = page + 4096 }, "page_vma_mkclean_one");
    }
}
