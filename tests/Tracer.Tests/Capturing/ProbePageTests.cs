using System.Text;
using Tracer.Testing;

namespace Tracer.Tests.Capturing;

/// <summary>The committed page of all probes, made of the tables.</summary>
public sealed class ProbePageTests
{
    private const string Heading = """
        # Probes

        What a trace of a kernel is made of. The reader knows each event by its name, however it was made; `tracer capture-script` prints a script that makes all of these. Written by the tests
        (`TRACER_UPDATE_GOLDEN=1`) from the tables in `Ftrace/Definitions`, and compared by them.

        Addresses, entries and pointers are hexadecimal, 8 bytes. `start` and `end` are bytes, the end excluded; `addr` is a byte address; `len` is in bytes; `order` a power of two of pages; `nr` counts entries.
        `ret` is what the function returned; `flags` of a range: bit 0 is set where the call may sleep; `event`: 0 UNMAP, 1 CLEAR, 2 PROTECTION_VMA, 3 PROTECTION_PAGE, 4 SOFT_DIRTY, 5 RELEASE, 6 MIGRATE, 7 EXCLUSIVE.
        `mn` is a driver's registration, `mm` an address space, `ptep` and `pmdp` point to an entry, `pte` and `pmd` beside them are its value and alone point to it; `ptl` is the lock of the entry's table.
        A probe on a function's entry hits before the function runs, one on its return after; one on a store hits just before it: `old` is the entry as it still is, `new` as it will be.

        How an argument reads: `mm=vma->vm_mm` is the member `vm_mm` of what the parameter `vma` points to, `pte=+0(ptep)` what `ptep` points to. Where several rows have one event, the first that a kernel takes is used; one that begins with *also* adds another function to it.

        ## A machine to record

        A guest of QEMU records what a Debian kernel does, with KVM inside it (`kvm-amd`, which QEMU emulates) if what KVM is told is to be seen. On Debian 12, as root but for the last, in an empty folder; `./program`
        is what is to be recorded, linked statically (`gcc -static`). The first boot copies the symbols, the second records; KASLR may move the kernel in between:

            apt-get install qemu-system-x86 busybox-static cpio kmod xz-utils zstd
            apt-get download linux-image-6.12.117+deb12-amd64 && dpkg -x linux-image-*.deb kernel
            release=$(ls kernel/lib/modules); image=kernel/boot/vmlinuz-$release
            mkdir -p guest/bin guest/proc guest/sys guest/dev guest/tmp guest/share share
            cp /bin/busybox guest/bin; ln -s busybox guest/bin/sh
            depmod -b kernel $release
            for module in $(modprobe -d kernel -S $release -a -D virtio_pci 9pnet_virtio 9p kvm-amd | sed -n 's/^insmod //p'); do
                name=$(basename ${module%.xz}); grep -qx $name guest/modules 2>/dev/null && continue
                case $module in *.xz) xzcat $module > guest/$name ;; *) cp $module guest ;; esac; echo $name >> guest/modules
            done
            cat > guest/init <<'INIT'
            #!/bin/sh
            /bin/busybox --install -s /bin
            mount -t proc p /proc; mount -t sysfs s /sys; mount -t devtmpfs d /dev; mount -t tracefs t /sys/kernel/tracing
            while read -r module; do insmod /$module; done < /modules
            mount -t 9p -o trans=virtio,version=9p2000.L share /share && cd /share && sh run.sh
            poweroff -f
            INIT
            chmod +x guest/init; (cd guest && find . | cpio -o -H newc | gzip) > guest.gz
            boot() { qemu-system-x86_64 -accel tcg -cpu max,la57=off,vmx=off -smp 2 -m 2G -nographic -no-reboot -net none -kernel $image -initrd guest.gz \
                -virtfs local,path=share,mount_tag=share,security_model=none -append 'console=ttyS0 quiet panic=-1'; }
            echo 'cat /proc/kallsyms > kallsyms' > share/run.sh; boot
            word() { od -An -t u4 -j $1 -N 4 $image; }
            tail -c +$((($(od -An -t u1 -j 497 -N 1 $image) + 1) * 512 + $(word 584) + 1)) $image | head -c $(($(word 588) - 4)) | zstdcat > vmlinux    # xzcat for 6.1
            tracer capture-script --vmlinux vmlinux --kallsyms share/kallsyms -o share/capture.sh
            echo 'sh capture.sh -o capture.trace.gz -- ./program' > share/run.sh; boot
            tracer check share/capture.trace.gz

        Or virtme-ng, which boots the kernel of a source tree on the files of the machine it runs on:

            vng --build
            sudo cat /proc/kallsyms > kallsyms      # in the guest: vng -- ...
            tracer capture-script --vmlinux vmlinux --kallsyms kallsyms -o capture.sh
            make -C tools/testing/selftests TARGETS=mm
            vng --user root --rwdir . -- sh capture.sh -o mm.trace.gz -k khugepaged -k ksmd -- tools/testing/selftests/mm/run_vmtests.sh -t mremap
            tracer check mm.trace.gz

        An image that was built has symbols of its own, and needs no `--kallsyms`. Without `--vmlinux` the stores to page tables, which compilers put inline, are not recorded: only those of functions such as
        `ptep_clear_flush` are.


        """;

    [Fact]
    public void Matches_what_is_committed()
    {
        var page = new StringBuilder(Heading);
        page.Append("## Events\n\n| event | made of | fields | kernels | minimal | rules that need what it shows |\n|---|---|---|---|---|---|\n");
        foreach (var definition in ProbeDefinitions.All) page.Append(Row(definition));
        page.Append("\n## Stores\n\nProbes on the instructions that `--vmlinux` finds, named `OPERATION__FUNCTION_OFFSET`. Where an instruction addresses the entry beside a register, `base` and `disp` stand for `ptep`.\n\n| operation | rules that need what it shows |\n|---|---|\n");
        foreach (var row in ProbeTable.Of(KernelGeneration.Any).Where(row => row.Meaning == ProbeMeaning.EntryStored))
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{row.Name}` | {RulesOf(ProbeDefinitions.ShowsStore(row.Name))} |\n");
        Golden.Matches(page.ToString(), "src/Tracer.Traces/PROBES.md");
    }

    private static string Row(ProbeDefinition definition)
    {
        var made = definition.Kind switch
        {
            ProbeKind.Tracepoint => "the kernel's own event",
            ProbeKind.Return when definition.IsAddition => $"also return of `{definition.Function}`",
            _ when definition.IsAddition => $"also `{definition.Function}`",
            ProbeKind.Return => $"return of `{definition.Function}`",
            _ => $"`{definition.Function}`",
        };
        var fields = string.Join(' ', definition.Arguments.Select(argument => argument.Key == argument.Source ? $"`{argument.Key}`" : $"`{argument.Key}={argument.Source}`"));
        return $"| `{definition.Event}` | {made} | {fields} | {definition.Kernels} | {(definition.IsMinimal ? "yes" : "")} | {RulesOf(ProbeDefinitions.Shows(definition))} |\n";
    }

    private static string RulesOf(EventKindSet shown) =>
        string.Join(' ', RuleCatalogue.All.Select(rule => rule.Info).Where(rule => rule.Needs.Overlaps(shown) || rule.Instead.Overlaps(shown)).Select(rule => rule.Id));
}
