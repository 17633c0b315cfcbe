package io.heaptide.node.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of {@code /proc}, wherever it is mounted. */
public final class ProcessFiles {

    private static final Pattern UPTIME = Pattern.compile("(\\d{1,12})\\.(\\d{2}) ");
    private static final long KIB = 1024;
    private static final long USUAL_PAGE = 4096;

    /** Linux shows ticks as 100 a second, whatever the kernel's own clock. */
    private static final long MILLIS_A_TICK = 10;

    private final String root;
    private final SmallFiles files;
    private final long bootMillis;
    private final long pageBytes;

    /**
     * @param nowMillis the time, from which the machine's start is reckoned: the kernel itself tells it in whole seconds
     * @throws IllegalArgumentException if this is no {@code /proc}
     */
    public ProcessFiles(String root, SmallFiles files, long nowMillis) {
        this.root = root;
        this.files = files;
        this.bootMillis = nowMillis
                - files.read(root + "/uptime")
                        .map(file -> UPTIME.matcher(file.text()))
                        .filter(Matcher::lookingAt)
                        .map(uptime -> Long.parseLong(uptime.group(1)) * 1000 + Long.parseLong(uptime.group(2)) * 10)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "HEAPTIDE_NODE_PROC " + root + " is no /proc: " + root + "/uptime does not tell it"));
        this.pageBytes = files.read(root + "/self/smaps")
                        .map(smaps -> smaps.number("KernelPageSize"))
                        .orElse(OptionalLong.empty())
                        .orElse(USUAL_PAGE / KIB)
                * KIB;
    }

    /** The process of that number; empty if it is gone. */
    public Optional<ProcessStat> stat(int pid) {
        return files.read(process(pid, "stat")).flatMap(file -> ProcessStat.parse(pid, file.text()));
    }

    /** When a process began, epoch milliseconds. */
    public long bornMillis(ProcessStat process) {
        return millisAfterBoot(process.startTicks() * MILLIS_A_TICK);
    }

    /** A time that the kernel counts from boot, as epoch milliseconds. */
    public long millisAfterBoot(long millis) {
        return bootMillis + millis;
    }

    /** Resident memory of a process. */
    public long residentBytes(ProcessStat process) {
        return process.residentPages() * pageBytes;
    }

    /** Resident memory with each shared page divided by its sharers; the kernel walks all page tables for this. */
    public OptionalLong proportionalBytes(int pid) {
        OptionalLong kib = files.read(process(pid, "smaps_rollup"))
                .map(rollup -> rollup.number("Pss"))
                .orElse(OptionalLong.empty());
        return kib.isPresent() ? OptionalLong.of(kib.getAsLong() * KIB) : kib;
    }

    /** How the kernel weighs a process when it looks for one to kill. */
    public OptionalLong oomScoreAdjustment(int pid) {
        return files.read(process(pid, "oom_score_adj")).map(KernelFile::number).orElse(OptionalLong.empty());
    }

    /** The environment that a process was started with, its variables separated by NUL; empty if it may not be read. */
    public String environment(int pid) {
        return files.read(process(pid, "environ")).map(KernelFile::text).orElse("");
    }

    /** The file name of a process's program; empty if it may not be read. */
    public String executable(int pid) {
        try {
            Path file = Files.readSymbolicLink(Path.of(process(pid, "exe"))).getFileName();
            String name = file == null ? "" : file.toString();
            return name.endsWith(" (deleted)") ? name.substring(0, name.indexOf(" (deleted)")) : name;
        } catch (IOException | InvalidPathException goneOrForbidden) {
            return "";
        }
    }

    /** What the machine has left. */
    public NodeMemory memory() {
        Optional<KernelFile> info = files.read(root + "/meminfo");
        long total = number(info, "MemTotal");
        long available = number(info, "MemAvailable");
        Optional<Pressure> pressure =
                files.read(root + "/pressure/memory").flatMap(file -> Pressure.parse(file.text()));
        return new NodeMemory(total, available, pressure);
    }

    private static long number(Optional<KernelFile> info, String key) {
        return info.map(file -> file.number(key)).orElse(OptionalLong.empty()).orElse(0) * KIB;
    }

    private String process(int pid, String file) {
        return root + "/" + pid + "/" + file;
    }
}
