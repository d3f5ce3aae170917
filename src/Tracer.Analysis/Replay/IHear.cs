namespace Tracer.Analysis.Replay;

/// <summary>Whoever listens to an occurrence from outside the rules: charts, shapes, tables.</summary>
public interface IHear<T> where T : struct, allows ref struct
{
    void Hear(in T occurrence);
}
