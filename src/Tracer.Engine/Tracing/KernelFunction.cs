namespace Tracer.Engine.Tracing;

/// <summary>A function of the kernel that events happen in, by its name there. It is declared where it is simulated.</summary>
internal sealed class KernelFunction(string name) : TracedName(NameSpace.Function, name);
