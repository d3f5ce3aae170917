namespace Tracer.Analysis.Findings;

/// <summary>Who is at fault when a rule breaks.</summary>
public enum Fault
{
    Core,
    Driver,
}
