package io.heaptide.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A real, single-node Apache Kafka (KRaft) on 127.0.0.1, in a process of its own. */
public final class LocalKafka extends LocalEngine {
    static final String ENGINE = "Kafka broker";

    private final int port;

    private LocalKafka(LocalKafkaConfig config, EngineFiles files, boolean temporary) {
        super(ENGINE, files, temporary, List.of(config.port()), () -> launch(config, files));
        this.port = config.port();
    }

    /** Starts a broker and returns once it has answered an admin request. */
    public static LocalKafka start(LocalKafkaConfig config) {
        return start(config, false);
    }

    /** A fresh broker for a test: any free port, its directory deleted at {@link #close}. */
    public static LocalKafka temporary() {
        return temporary(UnaryOperator.identity());
    }

    /** The same with other settings than the defaults. */
    public static LocalKafka temporary(UnaryOperator<LocalKafkaConfig> settings) {
        Path directory = TemporaryDirectory.create("kafka");
        LocalKafkaConfig config = settings.apply(LocalKafkaConfig.in(directory));
        return TemporaryDirectory.keptOnlyOnSuccess(directory, () -> start(config, true));
    }

    private static LocalKafka start(LocalKafkaConfig config, boolean temporary) {
        EngineFiles files = EngineFiles.createdIn(config.directory());
        DirectoryLock.refuseSecond(ENGINE, files);
        int port = LoopbackPorts.resolve(config.port(), ENGINE, "choose another port for Kafka");
        return new LocalKafka(config.withPort(port), files, temporary);
    }

    private static EngineProcess launch(LocalKafkaConfig config, EngineFiles files) {
        EngineCommand command = new EngineCommand(
                KafkaBrokerProcess.class.getName(),
                jvmOptions(config),
                List.of(files.directory().toString()));
        KafkaSettings.of(files.data(), config.port(), LoopbackPorts.pick()).write(KafkaSettings.in(files));
        EngineProcess process = EngineProcess.launch(ENGINE, files, command);
        KafkaReadiness.await(process, config.port(), files.data(), config.startPatience());
        process.becomeReady();
        return process;
    }

    private static List<String> jvmOptions(LocalKafkaConfig config) {
        List<String> options = new ArrayList<>(List.of(
                "-Xms128m",
                "-Xmx" + config.heapMib() + "m",
                // serial: this heap is small and mostly young, and parallel collectors would take cores from the rest
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError"));
        if (config.startsQuickly()) {
            options.add("-XX:TieredStopAtLevel=1"); // a start takes 2.7 s of CPU instead of 4.8
        }
        return options;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }
}
