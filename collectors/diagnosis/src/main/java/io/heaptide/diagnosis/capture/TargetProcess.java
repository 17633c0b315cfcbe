package io.heaptide.diagnosis.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A process of this node as {@code /proc} shows it; its environment is looked up by name and never told. */
final class TargetProcess {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Of {@code /proc/PID/stat}, counted from the state on, which follows the name in parentheses. */
    private static final int STIME = 12;

    private static final int START_TIME = 19;

    /** Fixed in the kernel's interface, whatever its own timer does. */
    private static final int TICKS_PER_SECOND = 100;

    /** The path is the sixth column, and may hold blanks. */
    private static final int MAPS_COLUMNS = 6;

    private final Path folder;
    private final long pid;
    private final String startTime;
    private final Map<String, String> status;
    private final Map<String, String> environment; // a char for each byte
    private final Set<String> modules;

    private TargetProcess(Path folder, long pid) throws IOException {
        this.folder = folder;
        this.pid = pid;
        this.startTime = stat(START_TIME);
        this.status = status(Files.readAllLines(folder.resolve("status"), ISO_8859_1));
        this.environment = variables(Files.readString(folder.resolve("environ"), ISO_8859_1));
        this.modules = modules(Files.readAllLines(folder.resolve("maps"), ISO_8859_1));
    }

    /** A process that lives and may be read. */
    static TargetProcess of(long pid) throws IOException {
        return new TargetProcess(Path.of("/proc", Long.toString(pid)), pid);
    }

    /** Resident bytes of a process; 0 if it has ended. */
    static long residentBytes(long pid) {
        try {
            Map<String, String> status =
                    status(Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"), ISO_8859_1));
            return Long.parseLong(status.getOrDefault("VmRSS", "0 kB").split(" ", 2)[0]) << 10;
        } catch (IOException | NumberFormatException ended) {
            return 0;
        }
    }

    long pid() {
        return pid;
    }

    /** As the process itself knows it, inside its container. */
    long ownPid() {
        String[] numbers = BLANKS.split(status.getOrDefault("NSpid", Long.toString(pid)), -1);
        return Long.parseLong(numbers[numbers.length - 1]);
    }

    int uid() {
        return effective("Uid");
    }

    int gid() {
        return effective("Gid");
    }

    private int effective(String key) {
        return Integer.parseInt(BLANKS.split(status.getOrDefault(key, "0 0"), -1)[1]);
    }

    /** Its root directory as seen from here. */
    Path root() {
        return folder.resolve("root");
    }

    /** A file of the process's own. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Whether it is still the process it was. */
    boolean isAlive() {
        try {
            return stat(START_TIME).equals(startTime) && !stat(0).equals("Z");
        } catch (IOException ended) {
            return false;
        }
    }

    /** Whether it handles a signal, as it says now. */
    boolean handles(int signal) throws IOException {
        Map<String, String> now = status(Files.readAllLines(file("status"), ISO_8859_1));
        return new BigInteger(now.getOrDefault("SigCgt", "0"), 16).testBit(signal - 1);
    }

    /** Time that the kernel has spent on its account. */
    Duration kernelTime() throws IOException {
        return Duration.ofMillis(Long.parseLong(stat(STIME)) * 1000 / TICKS_PER_SECOND);
    }

    /** A variable of its environment. */
    Optional<String> environment(String name) {
        return environmentBytes(name).map(bytes -> new String(bytes, UTF_8));
    }

    /** The same as it stands in the process's memory, where the process may have changed it. */
    Optional<byte[]> environmentBytes(String name) {
        return Optional.ofNullable(environment.get(name)).map(value -> value.getBytes(ISO_8859_1));
    }

    /** The files that it has mapped, by their paths in its own root. */
    Set<String> modules() {
        return modules;
    }

    /** The program itself, by its path in its own root. */
    String program() throws IOException {
        return Files.readSymbolicLink(file("exe")).toString();
    }

    /** Its arguments. */
    List<String> arguments() throws IOException {
        return List.of(Files.readString(file("cmdline"), ISO_8859_1).split("\0", -1));
    }

    private String stat(int column) throws IOException {
        String line = Files.readString(folder.resolve("stat"), ISO_8859_1);
        return BLANKS.split(line.substring(line.lastIndexOf(')') + 2).strip(), -1)[column];
    }

    private static Map<String, String> status(List<String> lines) {
        Map<String, String> status = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                status.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return status;
    }

    private static Map<String, String> variables(String block) {
        Map<String, String> environment = new HashMap<>();
        for (String entry : block.split("\0", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                environment.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return environment;
    }

    private static Set<String> modules(List<String> maps) {
        Set<String> modules = new LinkedHashSet<>();
        for (String line : maps) {
            String[] columns = BLANKS.split(line, MAPS_COLUMNS);
            if (columns.length == MAPS_COLUMNS && columns[MAPS_COLUMNS - 1].startsWith("/")) {
                modules.add(columns[MAPS_COLUMNS - 1]);
            }
        }
        return modules;
    }

    /** Whether it is one of HotSpot's. */
    boolean isJvm() {
        return moduleNames().contains("libjvm.so");
    }

    /** The file name of each module, for those who look for one. */
    List<String> moduleNames() {
        List<String> names = new ArrayList<>();
        modules.forEach(module -> names.add(module.substring(module.lastIndexOf('/') + 1)));
        return names;
    }
}
