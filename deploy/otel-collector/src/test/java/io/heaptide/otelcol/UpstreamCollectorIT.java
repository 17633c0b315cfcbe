package io.heaptide.otelcol;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.gateway.GatewayConfig;
import io.heaptide.gateway.OtlpGateway;
import io.heaptide.local.LocalKafka;
import io.heaptide.normaliser.Normaliser;
import io.heaptide.normaliser.NormaliserConfig;
import io.heaptide.schemas.TopicCatalogue;
import io.heaptide.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Collector with the shipped configurations, on this machine's own processes. */
@Tag("field")
class UpstreamCollectorIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long MIB = 1 << 20;

    private static Path program;

    @TempDir
    private Path folder;

    private LocalKafka kafka;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        program = UpstreamPrograms.obtain().collector();
    }

    @BeforeEach
    void startKafka() throws Exception {
        kafka = LocalKafka.temporary();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new TopicCatalogue(admin).ensure(Topics.all(2), (short) 1);
        }
    }

    @AfterEach
    void stopKafka() {
        kafka.close();
    }

    @Test
    void processesOfTheHostReachTheReadingsOverKafka() throws Exception {
        try (Normaliser normaliser = normaliser();
                RunningCollector collector =
                        RunningCollector.start(program, folder, toKafka(), "host.yaml", "to-kafka.yaml")) {
            assertThisProcessIsSeen(collector);
            assertThat(normaliser.health().dropped()).isEmpty();
            assertThat(normaliser.health().rejectedPoints()).isEmpty();
        }
    }

    @Test
    void aGatewayCollectorCarriesThemOnToKafka() throws Exception {
        try (Normaliser normaliser = normaliser();
                RunningCollector gateway = RunningCollector.start(
                        program, folder.resolve("gateway"), toKafka(), "gateway.yaml", "to-kafka.yaml");
                RunningCollector agent = RunningCollector.start(
                        program,
                        folder.resolve("agent"),
                        Map.of("HEAPTIDE_OTLP", gateway.endpoint()),
                        "host.yaml",
                        "to-heaptide.yaml")) {
            assertThisProcessIsSeen(agent);
            assertThat(normaliser.health().dropped()).isEmpty();
        }
    }

    @Test
    void processesOfTheHostReachTheReadingsOverOtlp() throws Exception {
        GatewayConfig config = GatewayConfig.fromEnvironment(Map.of(
                "HEAPTIDE_KAFKA", kafka.bootstrapServers(),
                "HEAPTIDE_TOPIC_PARTITIONS", "2",
                "HEAPTIDE_OTLP_GRPC_PORT", "0",
                "HEAPTIDE_OTLP_HTTP_PORT", "0"));
        try (OtlpGateway gateway = OtlpGateway.start(config);
                RunningCollector collector = RunningCollector.start(
                        program,
                        folder,
                        Map.of("HEAPTIDE_OTLP", "127.0.0.1:" + gateway.grpcPort()),
                        "host.yaml",
                        "to-heaptide.yaml")) {
            assertThisProcessIsSeen(collector);
        }
    }

    /** This very test must be among the processes, with a plausible size, and the machine's memory with its limit. */
    private void assertThisProcessIsSeen(RunningCollector collector) throws InterruptedException {
        String self = "machine:" + ProcessHandle.current().pid();
        Map<String, Long> own = new HashMap<>();
        Set<String> ofTheMachine = new HashSet<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (SampleTopic samples = new SampleTopic(kafka.bootstrapServers())) {
            while (own.isEmpty() || ofTheMachine.size() < 2) {
                assertThat(System.nanoTime() - deadline)
                        .as("waited %s: %s", PATIENCE, collector.log())
                        .isNegative();
                for (SampleTopic.Row row : samples.next()) {
                    if (row.instance().equals(self)) {
                        own.put(row.signal(), row.bytes());
                        assertThat(row.service()).startsWith("unknown_service:");
                    } else if (row.instance().equals("machine")) {
                        ofTheMachine.add(row.signal());
                    }
                }
            }
        }
        assertThat(own).containsOnlyKeys("process.memory.usage");
        assertThat(own.get("process.memory.usage")).isBetween(20 * MIB, 8_192 * MIB);
        assertThat(ofTheMachine).containsExactlyInAnyOrder("system.memory.usage", "system.memory.limit");
    }

    private Normaliser normaliser() {
        Normaliser normaliser = new Normaliser(
                NormaliserConfig.fromEnvironment(
                        Map.of("HEAPTIDE_KAFKA", kafka.bootstrapServers(), "HEAPTIDE_TOPIC_PARTITIONS", "2"),
                        (short) 1),
                InstantSource.system());
        normaliser.start();
        return normaliser;
    }

    private Map<String, String> toKafka() {
        return Map.of("HEAPTIDE_KAFKA", kafka.bootstrapServers());
    }
}
