package io.heaptide.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.heaptide.gateway.access.Access;
import io.heaptide.signals.MappingPolicy;
import io.heaptide.signals.publish.PublisherConfig;
import io.heaptide.signals.publish.SamplePublisher;
import io.heaptide.signals.publish.SignalSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Takes OTLP and Prometheus remote write, and publishes the memory signals in them to Kafka. */
public final class OtlpGateway implements AutoCloseable {

    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    /** The publisher gives up on a record before its sender is told to retry. */
    private static final Duration ANSWER_MARGIN = Duration.ofSeconds(1);

    private static final Duration FLUSH_PATIENCE = Duration.ofSeconds(2);

    private final GatewayMetrics metrics = new GatewayMetrics();
    private final MeasuredSink sink;
    private final OtlpServer server;

    OtlpGateway(GatewayConfig config, SignalSink target, InstantSource clock) {
        this.sink = new MeasuredSink(target, metrics.registry());
        Senders senders = new Senders(
                Access.of(config.access()),
                tenant -> new Ingest(
                        MappingPolicy.defaults(),
                        clock,
                        TenantSink.of(tenant, sink),
                        config.publishTimeout(),
                        metrics));
        this.server = new OtlpServer(config, senders, metrics, sink::deliveries);
    }

    /** Runs until the process is told to stop. Reads {@code HEAPTIDE_*} variables; see {@code --help}. */
    public static void main(String[] args) {
        if (List.of(args).equals(List.of("--help"))) {
            System.out.print(help());
        } else if (args.length > 0) {
            System.err.println("unknown argument " + args[0] + ": see --help");
            System.exit(WRONG_USE);
        } else {
            System.exit(run());
        }
    }

    /**
     * Waits for Kafka, makes the topics exist, and starts to listen.
     *
     * @throws GatewayFailed if Kafka does not answer in time, a topic does not fit, or a port is taken
     */
    public static OtlpGateway start(GatewayConfig config) throws InterruptedException {
        OtlpGateway gateway = connect(config);
        gateway.listen();
        return gateway;
    }

    /** The port that OTLP/gRPC listens on. */
    public int grpcPort() {
        return server.grpcPort();
    }

    /** The port that OTLP/HTTP and {@code /health} listen on. */
    public int httpPort() {
        return server.httpPort();
    }

    /** Stops accepting, answers what it has, flushes to Kafka; within 10 seconds. */
    @Override
    public void close() {
        server.close();
        sink.close();
        metrics.close();
    }

    void listen() {
        server.start();
    }

    private static int run() {
        try {
            GatewayConfig config = GatewayConfig.fromEnvironment(System.getenv());
            OtlpGateway gateway = connect(config);
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "heaptide-stop"));
            gateway.listen();
            System.out.printf(
                    "OTLP gateway ready: gRPC %s:%d, HTTP %s:%d%n",
                    config.host(), gateway.grpcPort(), config.host(), gateway.httpPort());
            gateway.server.awaitClosed();
            return 0;
        } catch (IllegalArgumentException wrongSetting) {
            System.err.println(wrongSetting.getMessage());
            return WRONG_USE;
        } catch (GatewayFailed failed) {
            System.err.println(failed.getMessage());
            return FAILED;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static OtlpGateway connect(GatewayConfig config) throws InterruptedException {
        int partitions = new KafkaStart(config).awaitTopics();
        SamplePublisher publisher = SamplePublisher.connect(publisherConfig(config, partitions));
        return new OtlpGateway(config, publisher, InstantSource.system());
    }

    private static PublisherConfig publisherConfig(GatewayConfig config, int partitions) {
        PublisherConfig defaults = PublisherConfig.of(config.kafka(), "otlp-gateway", partitions);
        return new PublisherConfig(
                config.kafka(),
                defaults.collector(),
                partitions,
                config.publishLinger(),
                defaults.maxBatchBytes(),
                config.publishBuffer(),
                config.publishTimeout().minus(ANSWER_MARGIN),
                FLUSH_PATIENCE);
    }

    private static String help() {
        try (InputStream text = requireNonNull(OtlpGateway.class.getResourceAsStream("help.txt"))) {
            return new String(text.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
