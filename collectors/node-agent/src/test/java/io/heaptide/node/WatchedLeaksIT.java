package io.heaptide.node;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.local.LocalKafka;
import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.Topics;
import io.heaptide.schemas.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real programs in four languages, each leaking and fixed, all at once, each under a limit of its own; watched by the real
 * agent through a real broker and judged by the real streams-app.
 */
@Tag("field")
class WatchedLeaksIT {

    private static final long LIMIT_BYTES = 256L << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(9);

    /** How long the fixed programs are watched in any case: several times as long as a newborn leak needs to show. */
    private static final Duration LEAST_WATCHED = Duration.ofMinutes(4);

    private static final Pattern AGENT_READY = Pattern.compile("health on port (\\d+)");
    private static final Pattern OWN_SIGNALS = Pattern.compile("container\\.memory\\.rss|process\\.memory\\.usage");
    private static final List<String> KINDS = List.of("leaking", "fixed");

    private final AvroCodec<LeakScore> scores = AvroCodec.of(Topics.LEAK_SCORES);
    private final Map<String, Set<Verdict>> verdicts = Stream.of(Program.values())
            .flatMap(program -> KINDS.stream().map(kind -> name(program, kind)))
            .collect(toMap(name -> name, name -> EnumSet.noneOf(Verdict.class)));
    private final Map<String, Set<String>> blamed =
            verdicts.keySet().stream().collect(toMap(name -> name, name -> new HashSet<>()));

    @Test
    void everyLeakIsFoundAndNoneOfTheSameProgramsWithoutIt(@TempDir Path folder) throws Exception {
        Map<Program, List<String>> commands = new EnumMap<>(Program.class);
        for (Program program : Program.values()) {
            commands.put(program, program.prepare(folder));
        }
        List<TestGroup> groups = new ArrayList<>();
        try (LocalKafka kafka = LocalKafka.temporary();
                JavaProcess app =
                        JavaProcess.start("io.heaptide.app.StreamsApp", appSettings(kafka, folder), "-Xmx384m");
                JavaProcess agent = JavaProcess.startAgent(agentSettings(kafka), folder)) {
            agent.awaitOutput(AGENT_READY);
            for (Program program : Program.values()) {
                for (String kind : KINDS) {
                    groups.add(run(program, kind, folder, requireNonNull(commands.get(program))));
                }
            }
            watch(kafka);
            assertThat(app.process.isAlive()).as(app.output()).isTrue();
            for (Program program : Program.values()) {
                assertThat(verdictsOf(name(program, "leaking")))
                        .as("leaking %s, of %s", program, verdicts)
                        .contains(Verdict.LEAKING);
                assertThat(blamedOf(name(program, "leaking")))
                        .as("signals that decided")
                        .allMatch(OWN_SIGNALS.asMatchPredicate());
                assertThat(verdictsOf(name(program, "fixed")))
                        .as("fixed %s, of %s", program, verdicts)
                        .doesNotContain(Verdict.LEAKING)
                        .hasSizeGreaterThan(1); // it was judged, not only seen
            }
            assertThat(agent.stop()).as("stopped by a signal").isEqualTo(143);
        } finally {
            for (TestGroup group : groups) {
                group.close();
            }
        }
    }

    private Set<Verdict> verdictsOf(String service) {
        return requireNonNull(verdicts.get(service));
    }

    private Set<String> blamedOf(String service) {
        return requireNonNull(blamed.get(service));
    }

    private static String name(Program program, String kind) {
        return program.name().toLowerCase(Locale.ROOT) + "-" + kind;
    }

    private static TestGroup run(Program program, String kind, Path folder, List<String> command) throws Exception {
        TestGroup group = TestGroup.create(name(program, kind)).limit(LIMIT_BYTES);
        List<String> words = new ArrayList<>(List.of("env", "-C", folder.toString()));
        words.addAll(command);
        words.add(kind);
        group.run(Map.of("OTEL_SERVICE_NAME", name(program, kind)), words.toArray(String[]::new));
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

    private static Map<String, String> agentSettings(LocalKafka kafka) {
        return Map.of(
                "HEAPTIDE_KAFKA",
                kafka.bootstrapServers(),
                "HEAPTIDE_NODE_NAME",
                "field",
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
        boolean allFound = Stream.of(Program.values())
                .allMatch(program -> verdictsOf(name(program, "leaking")).contains(Verdict.LEAKING));
        return watched.compareTo(PATIENCE) > 0 || (allFound && watched.compareTo(LEAST_WATCHED) > 0);
    }

    private void note(LeakScore score, Duration after) {
        Set<Verdict> seen = verdicts.get(score.getServiceName());
        if (seen != null && seen.add(score.getVerdict())) {
            System.out.printf(
                    "%4d s  %-15s %s by %s%n",
                    after.toSeconds(), score.getServiceName(), score.getVerdict(), score.getSignal());
            if (score.getVerdict() == Verdict.LEAKING) {
                blamedOf(score.getServiceName()).add(score.getSignal());
            }
        }
    }
}
