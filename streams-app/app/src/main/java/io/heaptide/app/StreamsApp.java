package io.heaptide.app;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams-app: runs the roles it is given until it is asked to stop. */
public final class StreamsApp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsApp.class);
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    private static final String HELP = """
            Usage: io.heaptide.app.StreamsApp
            OTLP to samples, samples to leak scores and alerts, results to ClickHouse, alerts to chat; configured by environment:
              HEAPTIDE_ROLES                 normaliser,topology,sink,notifier (all)
              HEAPTIDE_KAFKA                 bootstrap servers (127.0.0.1:9092)
              HEAPTIDE_TOPIC_PARTITIONS      of topics it creates (8)
              HEAPTIDE_REPLICATION           of topics it creates (-1: the broker's default)
              HEAPTIDE_PANE                  width of a pane (1m)
              HEAPTIDE_COMMIT_INTERVAL       how often results become visible (10s)
              HEAPTIDE_STREAM_THREADS        (2)
              HEAPTIDE_STANDBY_REPLICAS      (0)
              HEAPTIDE_STATE_MIB             memory for state (60 % of the heap); beyond it new instances are refused
              HEAPTIDE_PROCESSING_GUARANTEE  exactly_once_v2 or at_least_once
              HEAPTIDE_HEALTH_HOST, _PORT    where /health, /live and /metrics answer (127.0.0.1:8081)
              HEAPTIDE_OTLP_TOPIC            raw metrics, otlp_proto of a Collector (heaptide.otlp-metrics.v1)
              HEAPTIDE_NORMALISER_GROUP, _THREADS, _BUFFER  (heaptide-normaliser, 1, 200000 readings)
              HEAPTIDE_CLICKHOUSE_*, HEAPTIDE_SINK_*, HEAPTIDE_WEBHOOK_*, HEAPTIDE_SLACK_*: see the README
            """;

    private final HealthServer health;
    private final List<Part> parts = new ArrayList<>();

    private StreamsApp(HealthServer health) {
        this.health = health;
    }

    /**
     * Starts the roles; returns once the topics exist and every role has begun.
     *
     * @param failed told if a role stops because of a fault of ours; the process should end
     */
    static StreamsApp start(AppConfig config, InstantSource clock, Runnable failed) throws InterruptedException {
        StreamsApp app = new StreamsApp(new HealthServer(config.healthHost(), config.healthPort()));
        new KafkaTopics(config.streams().bootstrapServers(), config.partitions(), config.replication()).ensure();
        config.roles().forEach(role -> app.parts.add(part(role, config, clock, failed)));
        app.health.watch(app.parts);
        return app;
    }

    private static Part part(Role role, AppConfig config, InstantSource clock, Runnable failed) {
        return switch (role) {
            case NORMALISER -> new NormaliserPart(config.normaliser(), clock);
            case TOPOLOGY -> new TopologyPart(config, failed);
            case SINK -> new SinkPart(config.sink(), clock);
            case NOTIFIER -> new NotifierPart(config.notifier(), clock);
        };
    }

    int healthPort() {
        return health.port();
    }

    /** Stops all roles at once, within ten seconds. */
    @Override
    public void close() {
        CompletableFuture.allOf(parts.stream()
                        .map(part -> CompletableFuture.runAsync(part::close))
                        .toArray(CompletableFuture[]::new))
                .join();
        health.close();
    }

    /** Runs until the process is asked to stop. Exit codes: 0 stopped, 1 failed, 2 wrong configuration. */
    public static void main(String[] args) throws InterruptedException {
        if (args.length > 0) {
            System.out.print(HELP);
            System.exit(args[0].equals("--help") ? 0 : WRONG_USE);
        }
        AppConfig config = configuration();
        CountDownLatch failed = new CountDownLatch(1);
        StreamsApp app = start(config, InstantSource.system(), failed::countDown);
        Runtime.getRuntime().addShutdownHook(new Thread(app::close, "stop"));
        LOG.info("streams-app runs {}; health on port {}", config.roles(), app.healthPort());
        failed.await();
        System.exit(FAILED);
    }

    private static AppConfig configuration() {
        try {
            return AppConfig.fromEnvironment(System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println("streams-app: " + e.getMessage());
            System.exit(WRONG_USE);
            throw e;
        }
    }
}
