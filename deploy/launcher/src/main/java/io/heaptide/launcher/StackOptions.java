package io.heaptide.launcher;

import io.heaptide.local.LoopbackPorts;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the local stack lives and listens; every option has its environment variable. */
final class StackOptions {

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Option(
            names = "--otlp-grpc-port",
            paramLabel = "PORT",
            defaultValue = "${env:HEAPTIDE_OTLP_GRPC_PORT:-4317}",
            description = "OTLP over gRPC (HEAPTIDE_OTLP_GRPC_PORT; default 4317; here and below 0 picks a free one)")
    int otlpGrpcPort;

    @Option(
            names = "--otlp-http-port",
            paramLabel = "PORT",
            defaultValue = "${env:HEAPTIDE_OTLP_HTTP_PORT:-4318}",
            description = "OTLP over HTTP (HEAPTIDE_OTLP_HTTP_PORT; default 4318)")
    int otlpHttpPort;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "${env:HEAPTIDE_KAFKA_PORT:-9092}",
            description = "Kafka broker (HEAPTIDE_KAFKA_PORT; default 9092)")
    int kafkaPort;

    @Option(
            names = "--clickhouse-http-port",
            paramLabel = "PORT",
            defaultValue = "${env:HEAPTIDE_CLICKHOUSE_HTTP_PORT:-8123}",
            description = "ClickHouse over HTTP (HEAPTIDE_CLICKHOUSE_HTTP_PORT; default 8123)")
    int clickHouseHttpPort;

    @Option(
            names = "--clickhouse-native-port",
            paramLabel = "PORT",
            defaultValue = "${env:HEAPTIDE_CLICKHOUSE_NATIVE_PORT:-9000}",
            description = "ClickHouse's native protocol (HEAPTIDE_CLICKHOUSE_NATIVE_PORT; default 9000)")
    int clickHouseNativePort;

    @Option(
            names = "--health-port",
            paramLabel = "PORT",
            defaultValue = "${env:HEAPTIDE_HEALTH_PORT:-8081}",
            description = "Health of the streams-app (HEAPTIDE_HEALTH_PORT; default 8081)")
    int healthPort;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:HEAPTIDE_KAFKA:-" + NONE + "}",
            description = "Use this Kafka cluster and start no broker (HEAPTIDE_KAFKA)")
    private String kafka = NONE;

    @Option(
            names = "--clickhouse-url",
            paramLabel = "URL",
            defaultValue = "${env:HEAPTIDE_CLICKHOUSE_URL:-" + NONE + "}",
            description = "Use this ClickHouse and start no engine (HEAPTIDE_CLICKHOUSE_URL)")
    private String clickHouseUrl = NONE;

    private static final String NONE = "none";

    private String subdirectory = "";

    /** Where commands find out what runs. */
    Path home() {
        return homeOption.path();
    }

    /** Where the stack keeps its data and logs. */
    Path data() {
        return home().resolve(subdirectory);
    }

    /** The same options with data of their own, below the home directory. */
    StackOptions inside(String directory) {
        subdirectory = directory;
        return this;
    }

    /** The same options, with free ports instead of those that another program holds. */
    StackOptions avoidingTakenPorts() {
        return settled((option, port) -> LoopbackPorts.pick());
    }

    /** The same options; fails if another program holds one of the ports. */
    StackOptions insistingOnPorts() {
        return settled((option, port) -> {
            throw new Failure(
                    "port " + port + " is taken by another program: stop that, or choose another port with " + option);
        });
    }

    private StackOptions settled(BiFunction<String, Integer, Integer> taken) {
        otlpGrpcPort = settled("--otlp-grpc-port", otlpGrpcPort, taken);
        otlpHttpPort = settled("--otlp-http-port", otlpHttpPort, taken);
        healthPort = settled("--health-port", healthPort, taken);
        if (externalKafka().isEmpty()) {
            kafkaPort = settled("--kafka-port", kafkaPort, taken);
        }
        if (externalClickHouse().isEmpty()) {
            clickHouseHttpPort = settled("--clickhouse-http-port", clickHouseHttpPort, taken);
            clickHouseNativePort = settled("--clickhouse-native-port", clickHouseNativePort, taken);
        }
        return this;
    }

    private static int settled(String option, int port, BiFunction<String, Integer, Integer> taken) {
        if (port == 0) {
            return LoopbackPorts.pick();
        }
        return LoopbackPorts.isFree(port) ? port : taken.apply(option, port);
    }

    Optional<String> externalKafka() {
        return Optional.of(kafka).filter(value -> !value.equals(NONE) && !value.isBlank());
    }

    Optional<URI> externalClickHouse() {
        return Optional.of(clickHouseUrl)
                .filter(value -> !value.equals(NONE) && !value.isBlank())
                .map(URI::create);
    }
}
