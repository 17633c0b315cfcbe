package io.heaptide.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The broker's server.properties: one node that is broker and controller, on a machine that has other work to do. */
final class KafkaSettings {
    private static final String NODE = "1";
    private static final String INTERNAL_PARTITIONS = "4";
    private static final String SINGLE = "1";

    private final Properties lines = new Properties();

    private KafkaSettings() {}

    static KafkaSettings of(Path logDirectory, int port, int controllerPort) {
        KafkaSettings settings = new KafkaSettings();
        settings.identity(logDirectory, port, controllerPort);
        settings.singleNode();
        settings.smallMachine();
        settings.quickStart();
        return settings;
    }

    static Path in(EngineFiles files) {
        return files.settings().resolve("server.properties");
    }

    void write(Path file) {
        try (Writer out = Files.newBufferedWriter(file)) {
            lines.store(out, "Written anew at every start");
        } catch (IOException unwritable) {
            throw new UncheckedIOException("Cannot write " + file, unwritable);
        }
    }

    private void identity(Path logDirectory, int port, int controllerPort) {
        set("process.roles", "broker,controller");
        set("node.id", NODE);
        set("log.dirs", logDirectory.toString());
        set("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        set("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        set("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        set("controller.listener.names", "CONTROLLER");
        set("inter.broker.listener.name", "PLAINTEXT");
        set("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
    }

    private void singleNode() {
        set("default.replication.factor", SINGLE);
        set("min.insync.replicas", SINGLE);
        set("offsets.topic.replication.factor", SINGLE);
        set("offsets.topic.num.partitions", INTERNAL_PARTITIONS);
        set("transaction.state.log.replication.factor", SINGLE);
        set("transaction.state.log.min.isr", SINGLE);
        set("transaction.state.log.num.partitions", INTERNAL_PARTITIONS);
        set("share.coordinator.state.topic.replication.factor", SINGLE);
        set("share.coordinator.state.topic.min.isr", SINGLE);
        set("share.coordinator.state.topic.num.partitions", INTERNAL_PARTITIONS);
    }

    private void smallMachine() {
        set("auto.create.topics.enable", "false");
        set("num.network.threads", "2");
        set("num.io.threads", "4");
        set("background.threads", "2");
        set("num.recovery.threads.per.data.dir", "2");
        set("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20)); // the default takes 128 MiB of the heap
        set("log.segment.bytes", Integer.toString(128 << 20)); // the default frees no disk before a gigabyte is full
    }

    private void quickStart() {
        set("group.initial.rebalance.delay.ms", "0"); // there is no second instance to wait for
        set("broker.heartbeat.interval.ms", "500"); // a start waits for a heartbeat or two
        set("broker.session.timeout.ms", "4000"); // after a kill, the next start waits until the old session has ended
        // the default looks every 10 s for what a killed producer left open, and until then nobody reads past it
        set("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    }

    private void set(String key, String value) {
        lines.setProperty(key, value);
    }
}
