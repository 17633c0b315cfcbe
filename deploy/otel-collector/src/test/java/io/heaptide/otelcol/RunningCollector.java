package io.heaptide.otelcol;

import io.heaptide.local.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Collector with some of the shipped configurations; its ports and its queue are its own. */
final class RunningCollector implements AutoCloseable {

    private static final long STOP_SECONDS = 20;

    private final Process process;
    private final Path log;
    private final int grpcPort = LoopbackPorts.pick();

    private RunningCollector(Path program, Path folder, Map<String, String> settings, String... configurations)
            throws IOException {
        Files.createDirectories(folder);
        log = folder.resolve("collector.log");
        ProcessBuilder builder = new ProcessBuilder(command(program, List.of(), configurations))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment(folder, settings));
        builder.environment().put("OTLP_GRPC_PORT", Integer.toString(grpcPort));
        process = builder.start();
    }

    static RunningCollector start(Path program, Path folder, Map<String, String> settings, String... configurations)
            throws IOException {
        return new RunningCollector(program, folder, settings, configurations);
    }

    /** The command that runs these configurations, merged in this order. */
    static List<String> command(Path program, List<String> subcommand, String... configurations) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(subcommand);
        for (String configuration : configurations) {
            command.add("--config=" + UpstreamPrograms.CONFIGURATIONS.resolve(configuration));
        }
        return command;
    }

    /** What a deployment sets, for this machine. */
    static Map<String, String> environment(Path folder, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(Map.ofEntries(
                Map.entry("HOST_NAME", "machine"),
                Map.entry("K8S_NODE_NAME", "node-1"),
                Map.entry("K8S_CLUSTER_NAME", "test"),
                Map.entry("KUBELET_AUTH", "none"), // else the receiver wants to see a service account
                Map.entry("COLLECTION_INTERVAL", "1s"),
                Map.entry("OTLP_HOST", "127.0.0.1"),
                Map.entry("OTLP_HTTP_PORT", Integer.toString(LoopbackPorts.pick())),
                Map.entry("TELEMETRY_PORT", Integer.toString(LoopbackPorts.pick())),
                Map.entry("HEALTH_ENDPOINT", "127.0.0.1:" + LoopbackPorts.pick()),
                Map.entry("QUEUE_DIRECTORY", folder.resolve("queue").toString()),
                Map.entry("HEAPTIDE_KAFKA", "127.0.0.1:9092"),
                Map.entry("HEAPTIDE_OTLP", "127.0.0.1:4317"),
                Map.entry("HEAPTIDE_OTLP_INSECURE", "true")));
        environment.putAll(settings);
        return environment;
    }

    /** Where it takes OTLP over gRPC. */
    String endpoint() {
        return "127.0.0.1:" + grpcPort;
    }

    /** What it said so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
