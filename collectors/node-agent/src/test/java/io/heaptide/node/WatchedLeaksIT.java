package io.heaptide.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.local.LocalKafka;
import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.Topics;
import io.heaptide.schemas.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real programs in four languages, each leaking and fixed, all at once, each under a limit of its own; watched by the real
 * agent through a real broker and judged by the real streams-app. Runtimes that tell of their own heap do so to the real
 * gateway, as services of their own, so that each of the two ways has to find the leak by itself.
 */
@Tag("field")
class WatchedLeaksIT {

    private static final long LIMIT_BYTES = 256L << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(9);

    /** How long the fixed programs are watched in any case: several times as long as a newborn leak needs to show. */
    private static final Duration LEAST_WATCHED = Duration.ofMinutes(4);

    private static final Pattern AGENT_READY = Pattern.compile("health on port (\\d+)");
    private static final Pattern GATEWAY_READY = Pattern.compile("ready: .* HTTP (127\\.0\\.0\\.1:\\d+)");
    private static final Pattern ANONYMOUS_MEMORY =
            Pattern.compile("container\\.memory\\.rss|process\\.memory\\.usage");
    private static final String OWN = "-own";

    private final AvroCodec<LeakScore> scores = AvroCodec.of(Topics.LEAK_SCORES);

    /** Leaking service → what must have been seen to leak of it. */
    private final Map<String, Pattern> leaking = new LinkedHashMap<>();

    private final Set<String> fixed = new LinkedHashSet<>();
    private final Map<String, Set<Verdict>> verdicts = new HashMap<>();
    private final Map<String, Set<String>> blamed = new HashMap<>();

    @Test
    void everyLeakIsFoundAndNoneOfTheSameProgramsWithoutIt(@TempDir Path folder) throws Exception {
        for (Program program : Program.values()) {
            program.prepare(folder);
            expect(program);
        }
        List<TestGroup> groups = new ArrayList<>();
        try (LocalKafka kafka = LocalKafka.temporary();
                JavaProcess app =
                        JavaProcess.start("io.heaptide.app.StreamsApp", appSettings(kafka, folder), "-Xmx384m");
                JavaProcess gateway =
                        JavaProcess.start("io.heaptide.gateway.OtlpGateway", gatewaySettings(kafka), "-Xmx128m");
                JavaProcess agent = JavaProcess.startAgent(agentSettings(kafka), folder)) {
            agent.awaitOutput(AGENT_READY);
            String otlp = gateway.awaitOutput(GATEWAY_READY);
            for (Program program : Program.values()) {
                groups.add(run(program, "leaking", folder, otlp));
                groups.add(run(program, "fixed", folder, otlp));
            }
            watch(kafka);
            assertThat(app.process.isAlive()).as(app.output()).isTrue();
            assertThat(leaking).allSatisfy((service, signals) -> {
                assertThat(verdictsOf(service))
                        .as("%s, of %s", service, verdicts)
                        .contains(Verdict.LEAKING);
                assertThat(blamedOf(service)).as("signals that decided").anyMatch(signals.asMatchPredicate());
            });
            assertThat(blamed).allSatisfy((service, signals) -> assertThat(signals)
                    .as("signals that decided for %s", service)
                    .allMatch(ANONYMOUS_MEMORY.asMatchPredicate().or(signal -> service.endsWith(OWN))));
            assertThat(fixed).allSatisfy(service -> assertThat(verdictsOf(service))
                    .as("%s, of %s", service, verdicts)
                    .doesNotContain(Verdict.LEAKING)
                    .hasSizeGreaterThan(1)); // it was judged, not only seen
            assertThat(agent.stop()).as("stopped by a signal").isEqualTo(143);
        } finally {
            for (TestGroup group : groups) {
                group.close();
            }
        }
    }

    private void expect(Program program) {
        leaking.put(name(program, "leaking"), ANONYMOUS_MEMORY);
        fixed.add(name(program, "fixed"));
        program.ownSignals().ifPresent(signals -> {
            leaking.put(name(program, "leaking") + OWN, signals);
            fixed.add(name(program, "fixed") + OWN);
        });
    }

    private Set<Verdict> verdictsOf(String service) {
        return verdicts.computeIfAbsent(service, unseen -> EnumSet.noneOf(Verdict.class));
    }

    private Set<String> blamedOf(String service) {
        return blamed.computeIfAbsent(service, unseen -> new TreeSet<>());
    }

    private static String name(Program program, String kind) {
        return program.name().toLowerCase(Locale.ROOT) + "-" + kind;
    }

    private static TestGroup run(Program program, String kind, Path folder, String otlp) throws Exception {
        String service = name(program, kind);
        Map<String, String> environment = new HashMap<>(program.telling(service + OWN));
        environment.put("OTEL_SERVICE_NAME", service);
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://" + otlp);
        environment.put("OTEL_METRIC_EXPORT_INTERVAL", "1000");
        TestGroup group = TestGroup.create(service).limit(LIMIT_BYTES);
        group.run(environment, program.command(folder, kind).toArray(String[]::new));
        return group;
    }

    private static Map<String, String> appSettings(LocalKafka kafka, Path folder) {
        return Map.of(
                "HEAPTIDE_KAFKA",
                kafka.bootstrapServers(),
                "HEAPTIDE_ROLES",
                "topology",
                "HEAPTIDE_PANE",
                "5s",
                "HEAPTIDE_COMMIT_INTERVAL",
                "1s",
                "HEAPTIDE_HEALTH_PORT",
                "0",
                "HEAPTIDE_HOME",
                folder.resolve("home").toString());
    }

    private static Map<String, String> gatewaySettings(LocalKafka kafka) {
        return Map.of(
                "HEAPTIDE_KAFKA",
                kafka.bootstrapServers(),
                "HEAPTIDE_OTLP_GRPC_PORT",
                "0",
                "HEAPTIDE_OTLP_HTTP_PORT",
                "0");
    }

    private static Map<String, String> agentSettings(LocalKafka kafka) {
        return Map.of(
                "HEAPTIDE_KAFKA",
                kafka.bootstrapServers(),
                "HEAPTIDE_NODE_NAME",
                "field",
                "HEAPTIDE_DIAGNOSIS",
                "off", // what it looks into would grow by that
                "HEAPTIDE_NODE_INTERVAL",
                "1s"); // several readings a pane, as ten seconds are of a minute
    }

    private void watch(LocalKafka kafka) throws Exception {
        long begun = System.nanoTime();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest",
                        "metadata.max.age.ms",
                        "1000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.LEAK_SCORES.name()));
            while (!isOver(Duration.ofNanos(System.nanoTime() - begun))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    note(scores.decode(record.value()), Duration.ofNanos(System.nanoTime() - begun));
                }
            }
        }
    }

    private boolean isOver(Duration watched) {
        boolean allFound = leaking.entrySet().stream().allMatch(expected -> blamedOf(expected.getKey()).stream()
                .anyMatch(expected.getValue().asMatchPredicate()));
        return watched.compareTo(PATIENCE) > 0 || (allFound && watched.compareTo(LEAST_WATCHED) > 0);
    }

    private void note(LeakScore score, Duration after) {
        String service = score.getServiceName();
        Verdict verdict = score.getVerdict();
        boolean news = verdictsOf(service).add(verdict);
        news |= verdict == Verdict.LEAKING && blamedOf(service).add(score.getSignal());
        if (news && (leaking.containsKey(service) || fixed.contains(service))) {
            System.out.printf("%4d s  %-19s %s by %s%n", after.toSeconds(), service, verdict, score.getSignal());
        }
    }
}
