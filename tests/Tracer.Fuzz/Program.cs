using System.Globalization;
using Tracer.Fuzz;

// Damages traces, a seed at a time, and lets every command go over them: nothing may end the program, hang, take half a gigabyte, or be believed of evidence that is lost.
// dotnet run -c Release --project tests/Tracer.Fuzz -- READER|all CASES SEED [FOLDER]     what is found is kept in FOLDER, out/fuzz by default
// dotnet run -c Release --project tests/Tracer.Fuzz -- --case READER NUMBER SEED FILE     writes one case to FILE
// side-by-side.sh asks for --damage FILE CASES SEED FOLDER, any file damaged by the same dice, and --bare FILE, a .nettrace read by TraceEvent alone.
switch (args)
{
    case ["--work", var name, var from, var to, var seed, var folder]:
        return new Worker(FuzzReader.Find(name), Number(seed), folder).Run(Number(from), Number(to));
    case ["--case", var name, var number, var seed, var file]:
        File.WriteAllBytes(file, FuzzCase.Make(FuzzReader.Find(name), Number(number), Number(seed)).Bytes);
        return 0;
    case ["--damage", var whole, var cases, var seed, var folder]:
        for (var number = 0; number < Number(cases); number++)
            File.WriteAllBytes(Path.Combine(folder, $"{number}"), FuzzCase.OfFile(whole, number, Number(seed)).Bytes);
        return 0;
    case ["--bare", var file]:
        return BareTraceEvent.Read(file);
    case [var name, var cases, var seed]:
        return Supervisor.Run(FuzzReader.Named(name), Number(cases), Number(seed), "out/fuzz");
    case [var name, var cases, var seed, var folder]:
        return Supervisor.Run(FuzzReader.Named(name), Number(cases), Number(seed), folder);
    default:
        Console.Error.WriteLine($"usage: Tracer.Fuzz READER|all CASES SEED [FOLDER]; readers: {string.Join(", ", FuzzReader.All.Select(reader => reader.Name))}");
        return 2;
}

static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
