using System.Runtime.CompilerServices;
using Tracer.Events.Sources;

namespace Tracer.Traces.Ftrace.Probes;

/// <summary>One hit of a probe: what it means, when and where, and its fields. Reused from hit to hit.</summary>
internal sealed class ProbeHit
{
    private Values values;
    private ulong present;

    public ProbeRow Row { get; private set; } = new("", default);

    public EventHeader Header;

    /// <summary>The function of the site, where the row tells; else 0.</summary>
    public FunctionId Site { get; set; }

    /// <summary>What is wrong with its line, and with which field, if it is damaged.</summary>
    public (UnreadReason Why, Field Field) Damage { get; set; }

    public ulong this[Field field] => values[(int)field];

    public void Begin(ProbeRow row)
    {
        Row = row;
        present = 0;
        Site = default;
        Damage = default;
    }

    /// <summary>The same line means another row, as one of its fields shows.</summary>
    public void Become(ProbeRow row) => Row = row;

    public void Set(Field field, ulong value)
    {
        values[(int)field] = value;
        present |= 1UL << (int)field;
    }

    /// <summary>A probe on an instruction that addresses its operand by a register and a constant cannot add the two.</summary>
    public void AddDisplacement()
    {
        if (Has(Field.Base) && Has(Field.Displacement)) Set(Field.PtePointer, unchecked(this[Field.Base] + this[Field.Displacement]));
    }

    /// <summary>Takes back what cannot be: the line is read as one that does not tell it.</summary>
    public void Unset(Field field) => present &= ~(1UL << (int)field);

    /// <summary>The fields that it has.</summary>
    public FieldSet Fields => new(present);

    public bool Has(Field field) => (present >> (int)field & 1) != 0;

    public ulong Or(Field field, ulong otherwise) => Has(field) ? values[(int)field] : otherwise;

    /// <summary>From its start, or its address, to its end; one page where no end is told.</summary>
    public AddressRange Extent
    {
        get
        {
            var start = Has(Field.Start) ? Address(Field.Start) : Address(Field.Address);
            return Has(Field.End) ? new(start, Address(Field.End)) : AddressRange.Of(start, PageSize.Small);
        }
    }

    /// <summary>What a return probe says that its function returned; 0 if nothing.</summary>
    public short Result => unchecked((short)Or(Field.Result, 0));

    public VirtualAddress Address(Field field) => new(Or(field, ulong.MaxValue));

    [InlineArray(64)]
    private struct Values
    {
        private ulong first;
    }
}
