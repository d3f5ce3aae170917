using System.Globalization;
using Iced.Intel;
using Tracer.Testing;
using static Iced.Intel.AssemblerRegisters;

namespace Tracer.Tests.Capturing;

/// <summary>Stores are found in code that is assembled here, and in functions of real kernels.</summary>
public sealed class StoreFinderTests : IDisposable
{
    private const ulong Text = 0xffff_ffff_8100_0000, Fentry = Text + 0xf000, Operations = 0xffff_ffff_8240_0000;
    private const int Mmu = 0x80, SetPte = 8, SetPmd = 0x20;

    private readonly string folder = Directory.CreateTempSubdirectory("tracer-stores").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Calls_and_instructions_that_store_are_found()
    {
        var found = Find(
            ("copy_page_range", code =>
            {
                code.mov(rdi, rbx);
                code.call(__qword_ptr[Operations + Mmu + SetPte]);
                code.@lock.btr(__qword_ptr[rbp], 1);
                code.@lock.cmpxchg(__qword_ptr[r12], rdx);
            }),
            ("zap_huge_pmd", code =>
            {
                code.xchg(__qword_ptr[rbx], r14);
                code.xchg(__qword_ptr[rax + 8], rdx);
                code.mov(__qword_ptr[rsi], 0);
                code.mov(__qword_ptr[rsp + 8], 0);
                code.call(__qword_ptr[Operations + Mmu + SetPmd]);
                code.call(__qword_ptr[Operations + Mmu + 0x100]);
            }),
            ("write_protect_page", code => code.@lock.btr(__qword_ptr[rbp], 1)));

        Assert.Equal(
            [
                "set_pte copy_page_range ptep=%di:x64 new=%si:x64 old=+0(%di):x64",
                "wrprotect copy_page_range ptep=%bp:x64 old=+0(%bp):x64",
                "cmpxchg copy_page_range ptep=%r12:x64 old=%ax:x64 new=%dx:x64",
                "xchg zap_huge_pmd ptep=%bx:x64 new=%r14:x64 old=+0(%bx):x64",
                "xchg zap_huge_pmd base=%ax:x64 disp=\\8:u32 new=%dx:x64 old=+8(%ax):x64",
                "clear_full zap_huge_pmd ptep=%si:x64 old=+0(%si):x64",
                "set_pmd zap_huge_pmd ptep=%di:x64 new=%si:x64 old=+0(%di):x64",
            ],
            found.Probes.Select(store => $"{store.Operation} {store.Function} {store.Arguments}"));
    }

    [Fact]
    public void What_may_not_be_traced_and_what_is_not_of_users_is_passed_over()
    {
        Action<Assembler> set = code => code.call(__qword_ptr[Operations + Mmu + SetPte]);
        var found = Find(("copy_page_range", set), ("insert_pfn", set), ("vmap_pte", set), ("notrace_set", set), ("zap_huge_pmd", code => code.nop()), ("beyond", set));
        Assert.Equal(["copy_page_range", "insert_pfn"], found.Probes.Select(store => store.Function));
    }

    [Fact]
    public void A_name_that_two_functions_have_is_told_and_not_probed()
    {
        Action<Assembler> set = code => code.call(__qword_ptr[Operations + Mmu + SetPte]);
        var found = Find(("copy_page_range", set), ("twice", set), ("twice", set), ("zap_huge_pmd", code => code.nop()));
        Assert.Equal(["copy_page_range"], found.Probes.Select(store => store.Function));
        Assert.Equal(["twice", "twice"], found.Ambiguous);
    }

    [Theory]
    [InlineData("6.12")]
    [InlineData("7.2")]
    public void Functions_of_real_kernels_have_the_stores_that_were_probed(string kernel)
    {
        var lines = File.ReadLines(RepositoryRoot.At("tests/Tracer.Tests/Capturing/Lists/debian-functions.txt")).Select(line => line.Split(' ')).Where(words => words[0] == kernel).ToList();
        ulong Address(string name) => Convert.ToUInt64(lines.First(words => words[1] == name)[2], 16);

        // As the type information of the two tells.
        var (mmu, first) = kernel == "6.12" ? (280, 176) : (264, 168);
        var types = new TypesBuilder();
        types.Structure(
            "pv_mmu_ops", ("set_pte", 0, first), ("set_pmd", 0, first + 8), ("ptep_modify_prot_start", 0, first + 16), ("ptep_modify_prot_commit", 0, first + 24), ("set_pud", 0, first + 64));
        types.Structure("paravirt_patch_template", ("mmu", 0, mmu));
        var image = new ImageBuilder { Types = types.Build() };
        foreach (var words in lines.Where(words => words.Length == 4)) image.Function(words[1], Convert.ToUInt64(words[2], 16), Convert.FromHexString(words[3]));
        image.Function("__fentry__", Address("__fentry__"), [0xc3]);

        // Between these all functions of mm/ lie.
        image.Function("wp_page_copy", Text, [0xc3]);
        image.Function("move_pages_ptes", Text + 0x100_0000, [0xc3]);
        image.Function("last", Text + 0x200_0000, [0xc3]);
        image.Variable("pv_ops", Address("pv_ops"));

        var found = StoreFinder.In(KernelImage.Open(image.WriteTo(Path.Combine(folder, "vmlinux")), null)).Probes;
        var functions = lines.Where(words => words.Length == 4).Select(words => words[1]).ToHashSet();
        var listed = ProbeList.Of(kernel)
            .Where(probe => probe.Group is "pw" or "pwx" && functions.Contains(probe.Place.Split('+')[0]) && !probe.Name.StartsWith("pmd_populate", StringComparison.Ordinal)).ToList();
        Assert.True(listed.Count > 10, $"{listed.Count} probes only");
        Assert.Equal(
            listed.Select(probe => $"{probe.Name} {probe.Place} {string.Join(' ', probe.Arguments)}").Order(StringComparer.Ordinal),
            found.Select(store => $"{store.Name} {store.Function}+{store.Offset.ToString(CultureInfo.InvariantCulture)} {store.Arguments}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("bzImage", "a compressed bzImage; the script of the kernel's sources unpacks it: scripts/extract-vmlinux ")]
    [InlineData("text", "not an ELF file")]
    [InlineData("cut", "cannot be read as a kernel's vmlinux")]
    [InlineData("no banner", "it does not say 'Linux version …'")]
    public void What_is_no_image_is_refused(string what, string message)
    {
        var path = Path.Combine(folder, "file");
        var image = new ImageBuilder { Banner = what == "no banner" ? "a program\n" : "Linux version 6.12.1 (x) #1 SMP\n" };
        image.Function("_text", Text, [0xc3]);
        image.WriteTo(path);
        if (what == "cut") File.WriteAllBytes(path, File.ReadAllBytes(path)[..100]);
        if (what == "text") File.WriteAllText(path, "ffffffff81000000 T _text\n");
        if (what == "bzImage")
        {
            var boot = new byte[0x400];
            "HdrS"u8.CopyTo(boot.AsSpan(0x202));
            File.WriteAllBytes(path, boot);
        }

        Assert.StartsWith($"{path}: {message}", Assert.Throws<ArgumentException>(() => KernelImage.Open(path, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_gives_places_and_offsets_of_its_own()
    {
        var types = new TypesBuilder();
        var nameless = types.Structure("", ("vm_start", 0, 0), ("vm_end", 0, 8));
        types.Structure("vm_area_struct", ("", nameless, 0x20), ("vm_mm", 0, 0x48));
        types.Function("ptep_clear_flush", "mm", "vma", "address", "ptep");
        var image = new ImageBuilder { Types = types.Build() };
        image.Function("_text", Text, [0xc3]);
        var lines = CaptureScript.For(KernelImage.Open(image.WriteTo(Path.Combine(folder, "vmlinux")), null), isMinimal: true).Lines();
        Assert.Contains("6012 6012 any p:tracer_pt/ptep_clear_flush ptep_clear_flush mm=+72($arg2):x64 addr=$arg3:x64 ptep=$arg4:x64 pte=+0($arg4):x64", lines);
    }

    [Fact]
    public void Symbols_of_a_kernel_that_was_moved_are_moved_back()
    {
        var image = new ImageBuilder();
        image.Function("x", Text, [0xc3]);
        var kallsyms = Path.Combine(folder, "kallsyms");
        File.WriteAllText(kallsyms, "ffffffff96000000 T _text\nffffffff96000040 T copy_page_range\nffffffff96000080 T end\nffffffffc0000000 t f\t[kvm]\n");
        var symbols = KernelImage.Open(image.WriteTo(Path.Combine(folder, "vmlinux")), kallsyms).Symbols;
        Assert.Equal(Text + 0x40, symbols.AddressOf("copy_page_range"));
        Assert.Null(symbols.AddressOf("f"));

        File.WriteAllText(kallsyms, "0000000000000000 T _text\n");
        Assert.Contains("all addresses are 0", Assert.Throws<ArgumentException>(() => KernelImage.Open(Path.Combine(folder, "vmlinux"), kallsyms)).Message, StringComparison.Ordinal);
    }

    private static TypesBuilder Types()
    {
        var types = new TypesBuilder();
        types.Structure("pv_mmu_ops", ("set_pte", 0, SetPte), ("set_pmd", 0, SetPmd));
        types.Structure("paravirt_patch_template", ("mmu", 0, Mmu));
        return types;
    }

    private FoundStores Find(params (string Name, Action<Assembler> Body)[] functions)
    {
        var image = new ImageBuilder { Types = Types().Build() };
        var address = Text;
        foreach (var (name, body) in functions)
        {
            var code = new Assembler(64);
            if (!name.StartsWith("notrace", StringComparison.Ordinal)) code.call(Fentry);
            body(code);
            code.ret();
            using var bytes = new MemoryStream();
            code.Assemble(new StreamCodeWriter(bytes), address);
            image.Function(name, address, bytes.ToArray());
            address += 0x100;
        }

        image.Function("__fentry__", Fentry, [0xc3]);
        image.Function("last", Fentry + 0x100, [0xc3]);
        image.Variable("pv_ops", Operations);
        return StoreFinder.In(KernelImage.Open(image.WriteTo(Path.Combine(folder, "vmlinux")), null));
    }
}
