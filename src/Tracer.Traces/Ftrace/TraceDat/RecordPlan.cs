using System.Buffers.Binary;
using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>How records of one event are read: what they mean, and where their fields lie.</summary>
internal sealed class RecordPlan(ProbeRow? row, FunctionId function)
{
    /// <summary>The event's name, if it is a probe of which nothing is known; else null.</summary>
    public string? UnknownName { get; init; }

    /// <summary>Null: nothing is mapped to this event.</summary>
    public ProbeRow? Row { get; } = row;

    /// <summary>The function in the event's name, where the row says that it holds one.</summary>
    public FunctionId Function { get; } = function;

    /// <summary>Where the addresses of a stack begin; null of all other records.</summary>
    public int? Stack { get; init; }

    public FieldPlace[] Fields { get; init; } = [];

    /// <summary>Where the address lies whose function is the site; null if the row asks for none.</summary>
    public FieldPlace? Site { get; init; }

    /// <summary>Where a text lies that is read as text: of a marker, or the name of a lock's class; null if it has none.</summary>
    public FormatField? Text { get; init; }

    /// <summary>The depth in it may not be that of the code, as the probe itself turns preemption off.</summary>
    public bool CountsProbe { get; init; }

    /// <summary>The least bytes that a record has.</summary>
    public int Length { get; init; }
}

/// <summary>Where a record has the value of a field.</summary>
internal readonly record struct FieldPlace(Field Field, int Offset, int Size, bool IsSigned)
{
    /// <summary>Null if a field of this form is no number.</summary>
    public static FieldPlace? Of(Field field, FormatField of, bool isSigned)
    {
        // Of several numbers the first is meant.
        var size = of.Size > sizeof(ulong) && of.Size % sizeof(ulong) == 0 ? sizeof(ulong) : of.Size;
        return of.Form == FieldForm.Value && size is 1 or 2 or 4 or 8 ? new FieldPlace(field, of.Offset, size, isSigned) : null;
    }

    public ulong Read(ReadOnlySpan<byte> record)
    {
        var bytes = record[Offset..];
        return unchecked(Size switch
        {
            8 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            4 when IsSigned => (ulong)BinaryPrimitives.ReadInt32LittleEndian(bytes),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            2 when IsSigned => (ulong)BinaryPrimitives.ReadInt16LittleEndian(bytes),
            2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            _ when IsSigned => (ulong)(sbyte)bytes[0],
            _ => bytes[0],
        });
    }
}
