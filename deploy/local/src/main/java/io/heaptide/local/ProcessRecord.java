package io.heaptide.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Who runs in a directory: a process, told apart from a later one with the same pid by its start time.
 *
 * @param ports name to number, so that another program can find the engine
 */
record ProcessRecord(long pid, Instant startedAt, Map<String, Integer> ports) {
    // Linux computes the start time from the boot time, which moves with the clock's corrections.
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);
    private static final String PID = "pid";
    private static final String STARTED_AT = "started-at";
    private static final String PORT_PREFIX = "port.";

    ProcessRecord {
        if (pid <= 0) {
            throw new IllegalArgumentException("pid must be positive, got " + pid);
        }
        ports = Map.copyOf(ports);
    }

    static ProcessRecord of(ProcessHandle process, Map<String, Integer> ports) {
        return new ProcessRecord(process.pid(), startOf(process).orElse(Instant.EPOCH), ports);
    }

    /** The recorded process, if it is the same one and still lives. */
    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isTheSame);
    }

    private boolean isTheSame(ProcessHandle process) {
        return startOf(process)
                .map(start -> Duration.between(startedAt, start).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                .orElse(false);
    }

    private static Optional<Instant> startOf(ProcessHandle process) {
        return process.info().startInstant();
    }

    int port(String name) {
        Integer port = ports.get(name);
        if (port == null) {
            throw new LocalEngineException("The record of process " + pid + " names no port '" + name + "'");
        }
        return port;
    }

    static Optional<ProcessRecord> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties lines = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            lines.load(in);
            return Optional.of(parse(lines));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + file, unreadable);
        } catch (RuntimeException malformed) {
            throw new LocalEngineException(file + " is damaged. Delete it if no engine runs there.", malformed);
        }
    }

    private static ProcessRecord parse(Properties lines) {
        Map<String, Integer> ports = new TreeMap<>();
        for (String name : lines.stringPropertyNames()) {
            if (name.startsWith(PORT_PREFIX)) {
                ports.put(name.substring(PORT_PREFIX.length()), Integer.valueOf(lines.getProperty(name)));
            }
        }
        return new ProcessRecord(
                Long.parseLong(lines.getProperty(PID, "")), Instant.parse(lines.getProperty(STARTED_AT, "")), ports);
    }

    void write(Path file) {
        Properties lines = new Properties();
        lines.setProperty(PID, Long.toString(pid));
        lines.setProperty(STARTED_AT, startedAt.toString());
        ports.forEach((name, port) -> lines.setProperty(PORT_PREFIX + name, port.toString()));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (Writer out = Files.newBufferedWriter(fresh)) {
                lines.store(out, null);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("Cannot write " + file, unwritable);
        }
    }
}
