package io.heaptide.local;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What both engines are: a process in a directory that can be stopped, killed, and started again on the same ports. */
abstract sealed class LocalEngine implements AutoCloseable permits LocalKafka, LocalClickHouse {
    private final String engine;
    private final EngineFiles files;
    private final boolean temporary;
    private final List<Integer> ports;
    private final Supplier<EngineProcess> launcher;
    private volatile EngineProcess process;

    /**
     * Starts the engine.
     *
     * @param temporary whether the directory is deleted at {@link #close}
     * @param launcher starts a process and waits until it answers
     */
    LocalEngine(
            String engine,
            EngineFiles files,
            boolean temporary,
            List<Integer> ports,
            Supplier<EngineProcess> launcher) {
        this.engine = engine;
        this.files = files;
        this.temporary = temporary;
        this.ports = ports;
        this.launcher = launcher;
        this.process = launcher.get();
    }

    /** Stops the engine if it runs, and starts it again on the same data and ports. */
    public synchronized void restart() {
        if (process.isAlive()) {
            process.stop();
        }
        ports.forEach(port -> LoopbackPorts.resolve(port, engine, "free it before the restart"));
        process = launcher.get();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with a report if the engine ends unasked. It belongs to the present process: ask again after a restart. */
    public CompletableFuture<String> crash() {
        return process.crash();
    }

    /** Where the engine keeps its things. */
    public Path directory() {
        return files.directory();
    }

    /** Where the engine logs. */
    public Path log() {
        return files.log();
    }

    /** Stops the engine: gracefully if it can within 8 seconds, by force otherwise. */
    public synchronized void stop() {
        process.stop();
    }

    /** Kills the engine without warning, as a test of what survives. */
    public synchronized void kill() {
        process.kill();
    }

    @Override
    public synchronized void close() {
        process.stop();
        if (temporary) {
            TemporaryDirectory.delete(files.directory());
        }
    }
}
