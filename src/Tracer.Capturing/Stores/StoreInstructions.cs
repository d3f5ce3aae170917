using System.Globalization;
using Iced.Intel;

namespace Tracer.Capturing.Stores;

/// <summary>Instructions that store an entry themselves.</summary>
internal static class StoreInstructions
{
    private const ulong Zero = 0;

    // Bits of an entry: writable is the second, accessed the sixth.
    private const int WritableBit = 1, AccessedBit = 5;

    /// <summary>What the instruction stores; null if it is none that stores an entry in this function.</summary>
    public static (string Operation, string Arguments)? Of(in Instruction instruction, string function)
    {
        if (instruction.Op0Kind != OpKind.Memory || Address(instruction) is not { } entry) return null;
        return instruction.Code switch
        {
            Code.Xchg_rm64_r64 when StoreFunctions.MayExchange(function) => ("xchg", $"{entry.Fields} new=%{Name(instruction.Op1Register)}:x64 {entry.Old}"),
            Code.Cmpxchg_rm64_r64 when instruction.HasLockPrefix && entry.IsPlain && StoreFunctions.MayCompare(function) =>
                ("cmpxchg", $"{entry.Fields} old=%ax:x64 new=%{Name(instruction.Op1Register)}:x64"),
            Code.Mov_rm64_imm32 when instruction.GetImmediate(1) == Zero && StoreFunctions.MayClearAll(function) && entry.MayBeEntry => ("clear_full", $"{entry.Fields} {entry.Old}"),
            _ when instruction.HasLockPrefix && entry.IsPlain && StoreFunctions.MayClearBits(function) => ClearedBit(instruction) switch
            {
                WritableBit => ("wrprotect", $"{entry.Fields} {entry.Old}"),
                AccessedBit => ("clear_young", $"{entry.Fields} {entry.Old}"),
                _ => null,
            },
            _ => null,
        };
    }

    private static int? ClearedBit(in Instruction instruction) => instruction.Code switch
    {
        Code.Btr_rm64_imm8 => (int)instruction.GetImmediate(1),
        Code.And_rm8_imm8 => OnlyBit(~instruction.GetImmediate(1) & 0xff),
        Code.And_rm64_imm8 or Code.And_rm64_imm32 => OnlyBit(~instruction.GetImmediate(1)),
        _ => null,
    };

    private static int? OnlyBit(ulong cleared) => System.Numerics.BitOperations.IsPow2(cleared) ? System.Numerics.BitOperations.Log2(cleared) : null;

    private static EntryAddress? Address(in Instruction instruction)
    {
        if (instruction.MemoryIndex != Register.None || instruction.MemorySegment is Register.GS or Register.FS || !instruction.MemoryBase.IsGPR64()) return null;
        return new(instruction.MemoryBase, unchecked((long)instruction.MemoryDisplacement64));
    }

    private static string Name(Register register) => register switch
    {
        Register.RAX => "ax", Register.RBX => "bx", Register.RCX => "cx", Register.RDX => "dx",
        Register.RSI => "si", Register.RDI => "di", Register.RBP => "bp", Register.RSP => "sp",
        _ => register.ToString().ToLowerInvariant(),
    };

    /// <summary>Where the entry is: a register, or, since arguments of a probe cannot add, a register and a constant beside it.</summary>
    private readonly record struct EntryAddress(Register Base, long Displacement)
    {
        public bool IsPlain => Displacement == 0;

        // Locals lie at the stack pointer, and by the frame pointer at an offset.
        public bool MayBeEntry => Base != Register.RSP && (IsPlain || Displacement == sizeof(ulong) && Base != Register.RBP);

        public string Fields => IsPlain ? $"ptep=%{Name(Base)}:x64" : string.Create(CultureInfo.InvariantCulture, $"base=%{Name(Base)}:x64 disp=\\{Displacement}:u32");

        public string Old => string.Create(CultureInfo.InvariantCulture, $"old=+{Displacement}(%{Name(Base)}):x64");
    }
}
