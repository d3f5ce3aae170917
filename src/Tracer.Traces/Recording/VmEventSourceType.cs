using System.Diagnostics.Tracing;
using System.Reflection;
using System.Reflection.Emit;
using Tracer.Traces.Nettrace;

namespace Tracer.Traces.Recording;

/// <summary>
/// Makes the type that tells other tools the names and types of all fields: an EventSource takes its metadata from its methods,
/// and here they are made from the field table at start-up. The methods are only declarations; nobody calls them.
/// </summary>
internal static class VmEventSourceType
{
    public static VmEventSource Create()
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Tracer.Vm.Manifest"), AssemblyBuilderAccess.Run);
        var type = assembly.DefineDynamicModule("Tracer.Vm.Manifest").DefineType(
            "TracerVm", TypeAttributes.Public | TypeAttributes.Sealed, typeof(VmEventSource));
        type.SetCustomAttribute(new CustomAttributeBuilder(
            typeof(EventSourceAttribute).GetConstructor([])!, [],
            [typeof(EventSourceAttribute).GetProperty(nameof(EventSourceAttribute.Name))!], [EventPayload.ProviderName]));
        foreach (var shape in EventShape.All)
            Declare(type, (int)shape.Kind, shape.Name, [.. EventShape.Header.Concat(shape.Fields).Select(field => (field.Name, EventPayload.TypeOf(field)))]);
        // EventPipe cannot describe an array of bytes: one more field here, and it would describe none of them.
        Declare(type, PackedBlock.Id, PackedBlock.Name, [("Version", typeof(ushort)), ("Count", typeof(ushort))]);
        return (VmEventSource)Activator.CreateInstance(type.CreateType())!;
    }

    private static void Declare(TypeBuilder type, int id, string name, (string Name, Type Type)[] fields)
    {
        var method = type.DefineMethod(name, MethodAttributes.Public, typeof(void), [.. fields.Select(field => field.Type)]);
        for (var i = 0; i < fields.Length; i++) method.DefineParameter(i + 1, ParameterAttributes.None, fields[i].Name);
        method.GetILGenerator().Emit(OpCodes.Ret);
        method.SetCustomAttribute(new CustomAttributeBuilder(typeof(EventAttribute).GetConstructor([typeof(int)])!, [id]));
    }
}
