package io.heaptide.local;

import java.nio.file.Path;

/** A JVM that starts an engine, says so, and waits to be killed: {@code kafka|clickhouse attached|detached DIRECTORY}. */
final class ParentProcess {
    private ParentProcess() {}

    public static void main(String[] args) throws InterruptedException {
        Path directory = Path.of(args[2]);
        boolean detached = args[1].equals(Lifeline.DETACHED);
        System.out.println(args[0].equals("kafka") ? kafka(directory, detached) : clickHouse(directory, detached));
        Thread.sleep(120_000);
    }

    private static long kafka(Path directory, boolean detached) {
        LocalKafkaConfig config = LocalKafkaConfig.in(directory);
        return LocalKafka.start(detached ? config.asDetached() : config).pid();
    }

    private static long clickHouse(Path directory, boolean detached) {
        LocalClickHouseConfig config = LocalClickHouseConfig.in(directory);
        return LocalClickHouse.start(detached ? config.asDetached() : config, FetchListener.silent())
                .pid();
    }
}
