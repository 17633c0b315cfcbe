package io.heaptide.local;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of an engine's process. */
final class EngineProcess {
    private static final Logger LOG = LoggerFactory.getLogger(EngineProcess.class);
    private static final Duration GRACE = Duration.ofSeconds(8);
    private static final Duration KILL_WAIT =
            Duration.ofSeconds(30); // a loaded machine first writes what the process had begun to
    private static final int REPORTED_LINES = 12;

    private final String engine;
    private final EngineFiles files;
    private final Process process;
    private final CompletableFuture<String> crash;
    private volatile boolean ready;
    private volatile boolean asked;

    private EngineProcess(String engine, EngineFiles files, Process process) {
        this.engine = engine;
        this.files = files;
        this.process = process;
        this.crash = process.onExit().thenCompose(ended -> afterEnd());
    }

    static EngineProcess launch(String engine, EngineFiles files, EngineCommand command) {
        try {
            return new EngineProcess(engine, files, command.launch(files));
        } catch (IOException failed) {
            throw new LocalEngineException("Cannot start the " + engine + ": " + failed.getMessage(), failed);
        }
    }

    String engine() {
        return engine;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
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
        closeLifeline();
        if (!awaitEnd(GRACE)) {
            LOG.warn("The {} (pid {}) did not stop within {} s and is killed", engine, pid(), GRACE.toSeconds());
            kill();
        }
    }

    /** Ends it as a crash of the machine would: SIGKILL, nothing flushed. */
    void kill() {
        asked = true;
        process.destroyForcibly();
        if (!awaitEnd(KILL_WAIT)) {
            throw new LocalEngineException("The " + engine + " (pid " + pid() + ") cannot be killed");
        }
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
            process.onExit()
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            return true;
        } catch (CompletionException timeout) {
            return !process.isAlive();
        }
    }

    private void closeLifeline() {
        try {
            process.getOutputStream().close();
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
}
