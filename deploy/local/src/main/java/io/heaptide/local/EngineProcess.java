package io.heaptide.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of an engine's process: ours, or one found by its record. */
final class EngineProcess {
    private static final Logger LOG = LoggerFactory.getLogger(EngineProcess.class);
    private static final Duration GRACE = Duration.ofSeconds(8);
    private static final Duration KILL_WAIT = Duration.ofSeconds(2);
    private static final int REPORTED_LINES = 12;

    private final String engine;
    private final EngineFiles files;
    private final ProcessRecord record;
    private final ProcessHandle handle;
    private final @Nullable OutputStream lifeline;
    private final CompletableFuture<String> crash;
    private volatile boolean ready;
    private volatile boolean asked;

    private EngineProcess(
            String engine,
            EngineFiles files,
            ProcessRecord record,
            ProcessHandle handle,
            @Nullable OutputStream lifeline) {
        this.engine = engine;
        this.files = files;
        this.record = record;
        this.handle = handle;
        this.lifeline = lifeline;
        this.crash = handle.onExit().thenCompose(ended -> afterEnd());
    }

    /** Starts the command and records who runs in the directory. */
    static EngineProcess launch(String engine, EngineFiles files, EngineCommand command, Map<String, Integer> ports) {
        try {
            Process process = command.launch(files);
            ProcessRecord record = ProcessRecord.of(process.toHandle(), ports);
            record.write(files.processRecord());
            OutputStream lifeline = command.detached() ? null : process.getOutputStream();
            return new EngineProcess(engine, files, record, process.toHandle(), lifeline);
        } catch (IOException failed) {
            throw new LocalEngineException("Cannot start the " + engine + ": " + failed.getMessage(), failed);
        }
    }

    static Optional<EngineProcess> find(String engine, EngineFiles files) {
        return ProcessRecord.read(files.processRecord())
                .flatMap(record -> record.find().map(handle -> new EngineProcess(engine, files, record, handle, null)))
                .map(EngineProcess::nowReady);
    }

    private EngineProcess nowReady() {
        becomeReady();
        return this;
    }

    /** One directory, one process: says who is there already. */
    static void refuseSecond(String engine, EngineFiles files) {
        ProcessRecord.read(files.processRecord()).flatMap(ProcessRecord::find).ifPresent(running -> {
            throw new LocalEngineException("A " + engine + " already runs in " + files.directory() + " (pid "
                    + running.pid() + "). Use it, stop it first, or choose another directory.");
        });
    }

    String engine() {
        return engine;
    }

    long pid() {
        return handle.pid();
    }

    boolean isAlive() {
        return handle.isAlive();
    }

    int port(String name) {
        return record.port(name);
    }

    /** Says that the start is over: an end is a crash from now on. */
    void becomeReady() {
        ready = true;
    }

    /** Completes with a report if the process, once ready, ends without having been asked to. */
    CompletableFuture<String> crash() {
        return crash.copy();
    }

    /** Asks it to stop, kills it if it does not in time, and returns once it is gone. */
    void stop() {
        asked = true;
        if (lifeline != null) {
            closeLifeline(lifeline);
        } else {
            handle.destroy();
        }
        if (!awaitEnd(GRACE)) {
            LOG.warn("The {} (pid {}) did not stop within {} s and is killed", engine, pid(), GRACE.toSeconds());
            kill();
        }
        forget();
    }

    /** Ends it as a crash of the machine would: SIGKILL, nothing flushed. */
    void kill() {
        asked = true;
        handle.destroyForcibly();
        if (!awaitEnd(KILL_WAIT)) {
            throw new LocalEngineException("The " + engine + " (pid " + pid() + ") cannot be killed");
        }
    }

    /** Gives up on a start that failed. */
    void abandon() {
        kill();
        forget();
    }

    /** What is known about why it ended or hangs: its last words. */
    String lastWords() {
        List<String> console = LastLines.of(files.console(), REPORTED_LINES);
        List<String> log = LastLines.of(files.log(), REPORTED_LINES);
        return String.join("\n", console) + "\n" + String.join("\n", log) + "\nFull log: " + files.log();
    }

    // join, not get: an interrupted caller still wants the process gone, and the wait is short
    private boolean awaitEnd(Duration patience) {
        try {
            handle.onExit()
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            return true;
        } catch (CompletionException timeout) {
            return !handle.isAlive();
        }
    }

    private void closeLifeline(OutputStream pipe) {
        try {
            pipe.close();
        } catch (IOException alreadyBroken) {
            LOG.debug("The {} had closed its end of the pipe", engine, alreadyBroken);
        }
    }

    private CompletableFuture<String> afterEnd() {
        if (asked || !ready) {
            return new CompletableFuture<>(); // never completes: this was no crash
        }
        String report = "The " + engine + " (pid " + pid() + ") ended by itself. Its last lines:\n" + lastWords();
        LOG.error(report);
        return CompletableFuture.completedFuture(report);
    }

    private void forget() {
        if (!ProcessRecord.read(files.processRecord()).equals(Optional.of(record))) {
            return; // a later process works there now
        }
        try {
            Files.deleteIfExists(files.processRecord());
        } catch (IOException stuck) {
            throw new UncheckedIOException("Cannot delete " + files.processRecord(), stuck);
        }
    }
}
