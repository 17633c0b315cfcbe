package io.heaptide.local;

import java.nio.file.Path;

/** A JVM that starts an engine, says so, and waits to be killed: {@code kafka|clickhouse DIRECTORY}. */
final class ParentProcess {
    private ParentProcess() {}

    public static void main(String[] args) throws InterruptedException {
        Path directory = Path.of(args[1]);
        System.out.println(args[0].equals("kafka") ? kafka(directory) : clickHouse(directory));
        Thread.sleep(120_000);
    }

    private static long kafka(Path directory) {
        return LocalKafka.start(LocalKafkaConfig.in(directory)).pid();
    }

    private static long clickHouse(Path directory) {
        return LocalClickHouse.start(LocalClickHouseConfig.in(directory), FetchListener.silent())
                .pid();
    }
}
