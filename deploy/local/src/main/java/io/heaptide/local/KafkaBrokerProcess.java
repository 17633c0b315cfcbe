package io.heaptide.local;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The broker's process: formats the storage the first time, then is a Kafka server until stopped. */
public final class KafkaBrokerProcess {
    private KafkaBrokerProcess() {}

    /** Argument: the engine's directory. */
    public static void main(String[] args) {
        EngineFiles files = new EngineFiles(Path.of(args[0]));
        OwnSession.enter();
        Lifeline.watch(System.in, () -> System.exit(0)); // Kafka's shutdown hook does the rest
        DirectoryLock.hold(LocalKafka.ENGINE, files);
        Path properties = KafkaSettings.in(files);
        formatOnce(properties, files.data());
        Kafka.main(new String[] {properties.toString()});
    }

    private static void formatOnce(Path properties, Path logDirectory) {
        if (Files.exists(logDirectory.resolve("meta.properties"))) { // written last, so its presence means all is there
            return;
        }
        String[] format = {
            "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", properties.toString(),
        };
        int exitCode = StorageTool.execute(format, System.out);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
