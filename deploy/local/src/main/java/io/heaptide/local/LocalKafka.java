package io.heaptide.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A real, single-node Apache Kafka (KRaft) on 127.0.0.1, in a process of its own. */
public final class LocalKafka implements AutoCloseable {
    private static final String ENGINE = "Kafka broker";
    private static final String PORT = "kafka";

    private final LocalKafkaConfig config;
    private final EngineFiles files;
    private final boolean temporary;
    private volatile EngineProcess process;

    private LocalKafka(LocalKafkaConfig config, EngineFiles files, boolean temporary, EngineProcess process) {
        this.config = config;
        this.files = files;
        this.temporary = temporary;
        this.process = process;
    }

    /** Starts a broker and returns once it has answered an admin request. */
    public static LocalKafka start(LocalKafkaConfig config) {
        return start(config, false);
    }

    /** A fresh broker for a test: any free port, its directory deleted at {@link #close}. */
    public static LocalKafka temporary() {
        Path directory = TemporaryDirectory.create("kafka");
        return TemporaryDirectory.keptOnlyOnSuccess(directory, () -> start(LocalKafkaConfig.in(directory), true));
    }

    /** The broker that runs in this directory, whoever started it. */
    public static Optional<LocalKafka> find(Path directory) {
        EngineFiles files = new EngineFiles(directory);
        return EngineProcess.find(ENGINE, files)
                .map(process -> new LocalKafka(
                        LocalKafkaConfig.in(directory)
                                .withPort(process.port(PORT))
                                .asDetached(),
                        files,
                        false,
                        process));
    }

    private static LocalKafka start(LocalKafkaConfig config, boolean temporary) {
        EngineFiles files = EngineFiles.createdIn(config.directory());
        EngineProcess.refuseSecond(ENGINE, files);
        int port = LoopbackPorts.resolve(config.port(), ENGINE, "choose another port for Kafka");
        LocalKafkaConfig settled = config.withPort(port);
        return new LocalKafka(settled, files, temporary, launch(settled, files, temporary));
    }

    private static EngineProcess launch(LocalKafkaConfig config, EngineFiles files, boolean temporary) {
        Path properties = files.settings().resolve("server.properties");
        Path data = files.data();
        EngineCommand command = new EngineCommand(
                KafkaBrokerProcess.class.getName(),
                jvmOptions(config, temporary),
                List.of(properties.toString(), data.toString()),
                config.detached());
        KafkaSettings.of(data, config.port(), LoopbackPorts.pick()).write(properties);
        EngineProcess process = EngineProcess.launch(ENGINE, files, command, Map.of(PORT, config.port()));
        KafkaReadiness.await(process, config.port(), data, config.startPatience());
        process.becomeReady();
        return process;
    }

    private static List<String> jvmOptions(LocalKafkaConfig config, boolean temporary) {
        return List.of(
                "-Xms128m",
                "-Xmx" + config.heapMib() + "m",
                // serial: this heap is small and mostly young, and parallel collectors would take cores from the rest
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                // a test's broker ends before the second compiler pays: its start takes 2.6 s of CPU instead of 4.1
                temporary ? "-XX:TieredStopAtLevel=1" : "-XX:+TieredCompilation");
    }

    /** Stops the broker if it runs, and starts it again on the same data and port. */
    public synchronized void restart() {
        if (process.isAlive()) {
            process.stop();
        }
        LoopbackPorts.resolve(config.port(), ENGINE, "free it before the restart");
        process = launch(config, files, temporary);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + config.port();
    }

    public int port() {
        return config.port();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with a report if the broker ends unasked. It belongs to the present process: ask again after a restart. */
    public CompletableFuture<String> crash() {
        return process.crash();
    }

    /** Where the broker keeps its things. */
    public Path directory() {
        return files.directory();
    }

    /** Where the broker logs. */
    public Path log() {
        return files.log();
    }

    /** Stops the broker within 10 seconds: gracefully if it can, by force otherwise. */
    public synchronized void stop() {
        process.stop();
    }

    /** Kills the broker without warning, as a test of what survives. */
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
