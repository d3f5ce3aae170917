using Iced.Intel;
using Tracer.Capturing.Images;

namespace Tracer.Capturing.Stores;

/// <summary>Calls that store an entry: through the table of paravirtual operations, or to a function that the compiler left out of line and that cannot be probed itself.</summary>
internal sealed class StoreCalls
{
    private const string Entry = "ptep=%di:x64 new=%si:x64 old=+0(%di):x64";
    private const string Counted = $"{Entry} nr=%dx:u32";

    private static readonly Dictionary<string, (string Operation, string Arguments)> Known = new(StringComparer.Ordinal)
    {
        ["set_pte"] = ("set_pte", Entry),
        ["set_pmd"] = ("set_pmd", Entry),
        ["set_pud"] = ("set_pud", Entry),
        ["set_ptes"] = ("set_ptes", Entry),
        ["ptep_modify_prot_start"] = ("modify_start", "vma=%di:x64 addr=%si:x64 ptep=%dx:x64 old=+0(%dx):x64"),
        ["ptep_modify_prot_commit"] = ("modify_commit", "vma=%di:x64 addr=%si:x64 ptep=%dx:x64 new=%cx:x64"),
        ["modify_prot_commit_ptes"] = ("modify_commit", "vma=%di:x64 addr=%si:x64 ptep=%dx:x64 new=%r8:x64 nr=%r9:u32"),
    };

    private readonly KernelImage image;
    private readonly Dictionary<ulong, string> paravirtual = [];
    private readonly Dictionary<ulong, (string Operation, string Arguments)?> called = [];

    public StoreCalls(KernelImage image)
    {
        this.image = image;
        if (image.Symbols.AddressOf("pv_ops") is not { } table || image.Types is not { } types || types.OffsetOf("paravirt_patch_template", "mmu") is not { } mmu) return;
        foreach (var (name, offset) in types.MembersOf("pv_mmu_ops")) paravirtual[table + (ulong)(mmu + offset)] = name;
    }

    /// <summary>False if calls through the table cannot be told: the kernel has none, or its type information or symbols do not say.</summary>
    public bool KnowsParavirtual => paravirtual.Count > 0;

    /// <summary>What the call stores; null if it is no such call.</summary>
    public (string Operation, string Arguments)? Of(in Instruction instruction) => instruction.FlowControl switch
    {
        FlowControl.Call or FlowControl.UnconditionalBranch => Direct(instruction.NearBranchTarget),
        FlowControl.IndirectCall or FlowControl.IndirectBranch when instruction.Op0Kind == OpKind.Memory && instruction.MemoryBase is Register.RIP or Register.None
            && paravirtual.TryGetValue(instruction.MemoryDisplacement64, out var name) && Known.TryGetValue(name, out var store) => store,
        _ => null,
    };

    private (string Operation, string Arguments)? Direct(ulong target)
    {
        if (!called.TryGetValue(target, out var store)) called[target] = store = OfFunction(target);
        return store;
    }

    private (string Operation, string Arguments)? OfFunction(ulong target)
    {
        foreach (var name in image.Symbols.At(target))
        {
            var plain = name.Split('.')[0];
            if (!Known.TryGetValue(plain, out var store) || plain.StartsWith("ptep_", StringComparison.Ordinal)) continue;

            // A copy of set_ptes that was made for one entry is given no count, and what the register has is left over from before.
            return plain == "set_ptes" && ReadsCount(target) ? (store.Operation, Counted) : store;
        }

        return null;
    }

    private bool ReadsCount(ulong function)
    {
        var code = image.CodeAt(function, 256);
        var decoder = Decoder.Create(64, code.ToArray(), function);
        var information = new InstructionInfoFactory();
        while (true)
        {
            var instruction = decoder.Decode();
            if (decoder.LastError == DecoderError.NoMoreBytes) return false;

            // What is called, or jumped to, may use the register for anything.
            if (instruction.FlowControl is not (FlowControl.Next or FlowControl.ConditionalBranch)) return false;
            foreach (var used in information.GetInfo(instruction).GetUsedRegisters())
                if (used.Register.GetFullRegister() == Register.RDX) return used.Access is OpAccess.Read or OpAccess.ReadWrite or OpAccess.CondRead or OpAccess.ReadCondWrite;
        }
    }
}
