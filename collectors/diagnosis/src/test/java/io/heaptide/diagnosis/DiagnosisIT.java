package io.heaptide.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.local.LocalKafka;
import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.DiagnosisRequest;
import io.heaptide.schemas.DiagnosisTrigger;
import io.heaptide.schemas.IncidentState;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.TopicCatalogue;
import io.heaptide.schemas.Topics;
import io.heaptide.schemas.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Agents that share a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiagnosisIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final LocalKafka kafka = LocalKafka.temporary();

    @BeforeAll
    void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new TopicCatalogue(admin).ensure(List.of(Topics.DIAGNOSIS_REQUESTS, Topics.LEAK_ALERTS), (short) 1);
        }
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void agentsOnAllNodesSpendOneBudgetAndARestartedOneRemembersIt() throws Exception {
        Events first = new Events();
        Events second = new Events();
        try (Diagnosis one = start(first);
                Diagnosis two = start(second)) {
            for (int i = 0; i < 4; i++) {
                one.observe(target("budget", "one-" + i), near());
                two.observe(target("budget", "two-" + i), near());
            }
            await(() -> first.all.size() + second.all.size() >= 8);
            assertThat(first.all.size() + second.all.size())
                    .as("%s and %s", first.all, second.all)
                    .isEqualTo(8);
            assertThat(one.counters().captured() + two.counters().captured()).isEqualTo(3);
            assertThat(one.counters().refused() + two.counters().refused()).isEqualTo(5);
        }
        Events third = new Events();
        try (Diagnosis restarted = start(third)) { // within minutes of what it is not to do again
            restarted.observe(target("budget", "one-0"), near());
            await(() -> third.all.size() == 1);
            assertThat(third.all).hasSize(1);
            assertThat(restarted.counters().refused()).isEqualTo(1);
            assertThat(third.all.get(0).getReason())
                    .startsWith("refused: ")
                    .contains("captures of this service and day are spent")
                    .endsWith("(90 % of its limit)");
        }
    }

    @Test
    void aPersonCanAskForAnInstanceAndOnlyItsOwnAgentActs() throws Exception {
        Events here = new Events();
        Events elsewhere = new Events();
        try (Diagnosis agent = start(here);
                Diagnosis other = start(elsewhere)) {
            agent.observe(target("asked", "a"), far());
            other.observe(target("asked", "b"), far());
            RequestLog.ask(
                    kafka.bootstrapServers(),
                    DiagnosisRequest.newBuilder()
                            .setRequestId("by-hand")
                            .setServiceName("asked")
                            .setServiceInstanceId("a")
                            .setTrigger(DiagnosisTrigger.ON_DEMAND)
                            .setAtMs(Instant.now().toEpochMilli())
                            .setReason("somebody asked")
                            .build());
            await(() -> here.all.size() == 1);
            assertThat(here.all).hasSize(1);
            assertThat(here.all.get(0).getReason()).isEqualTo("captured: a GROWTH (somebody asked)");
            assertThat(elsewhere.all).isEmpty();
        }
    }

    @Test
    void anIncidentNearItsLimitHasTheFirstToDieLookedIntoOnce() throws Exception {
        Events events = new Events();
        try (Diagnosis agent = start(events)) {
            agent.observe(target("leaking", "first"), far());
            agent.observe(target("leaking", "last"), far());
            // an alert is heard only by who listens, which the answer to a request proves
            agent.observe(target("listening", "i"), near());
            await(() -> events.all.size() == 1);
            assertThat(events.all).hasSize(1);
            publish(alert("incident", IncidentState.PENDING, 7200));
            publish(alert("incident", IncidentState.FIRING, 3600));
            publish(alert("far", IncidentState.FIRING, 1e6));
            await(() -> events.all.size() == 2);
            assertThat(events.all).hasSize(2);
            assertThat(events.all.get(1).getInstance().getServiceInstanceId()).isEqualTo("first");
            assertThat(events.all.get(1).getReason()).endsWith("(its limit may be 2.0 h away)");
            assertThat(agent.counters().asked()).isEqualTo(2);
        }
    }

    @Test
    void oneInstanceOfAServiceIsToldOnceADay() throws Exception {
        Events events = new Events();
        Instant midnight = Instant.now().truncatedTo(ChronoUnit.DAYS);
        try (Diagnosis agent = start(events, "1")) {
            readAllDay(agent, target("daily", "a"), midnight);
            await(() -> events.all.size() == 1);
            readAllDay(agent, target("daily", "b"), midnight);
            readAllDay(agent, target("other", "c"), midnight);
            await(() -> events.all.size() == 2);
            assertThat(events.all)
                    .extracting(LifecycleEvent::getReason)
                    .containsOnly("captured: a SNAPSHOT (daily snapshot)");
            assertThat(events.all)
                    .extracting(event -> event.getInstance().getServiceInstanceId())
                    .containsExactly("a", "c");
        }
    }

    private static void readAllDay(Diagnosis agent, Target target, Instant midnight) {
        for (int minute = 0; minute < 24 * 60; minute++) {
            Instant at = midnight.plus(Duration.ofMinutes(minute));
            agent.observe(target, new MemoryReading(at, 10, OptionalLong.empty(), OptionalLong.of(100)));
        }
    }

    @Test
    void garbageIsCountedAndTheRestIsRead() throws Exception {
        Events events = new Events();
        try (Diagnosis agent = start(events)) {
            send(Topics.DIAGNOSIS_REQUESTS.name(), new byte[] {1, 2, 3});
            agent.observe(target("beside-garbage", "i"), near());
            await(() -> events.all.size() == 1 && agent.counters().malformedRecords() > 0);
            assertThat(agent.counters().malformedRecords()).isPositive();
            assertThat(events.all).hasSize(1);
            assertThat(agent.counters().captured()).isEqualTo(1);
        }
    }

    /** Without daily snapshots, which would come in by the time of day. */
    private Diagnosis start(Events events) {
        return start(events, "0");
    }

    private Diagnosis start(Events events, String snapshotsPerDay) {
        return Diagnosis.start(
                DiagnosisConfig.from(Map.of(
                        "HEAPTIDE_KAFKA",
                        kafka.bootstrapServers(),
                        "HEAPTIDE_DIAGNOSIS_SNAPSHOTS_PER_DAY",
                        snapshotsPerDay)),
                (instance, pids, kind) -> "a " + kind,
                events.all::add,
                InstantSource.system());
    }

    private static Target target(String service, String instance) {
        return new Target(
                InstanceRef.newBuilder()
                        .setServiceName(service)
                        .setServiceInstanceId(instance)
                        .build(),
                List.of());
    }

    private static MemoryReading near() {
        return new MemoryReading(Instant.now(), 90, OptionalLong.empty(), OptionalLong.of(100));
    }

    private static MemoryReading far() {
        return new MemoryReading(Instant.now(), 10, OptionalLong.empty(), OptionalLong.of(100));
    }

    private static LeakAlert alert(String incident, IncidentState state, double secondsToLimit) {
        LeakScore score = LeakScore.newBuilder()
                .setServiceName("leaking")
                .setWindowStartMs(1)
                .setWindowEndMs(2)
                .setVerdict(Verdict.LEAKING)
                .setScore(80)
                .setInstances(2)
                .setInstancesLeaking(2)
                .setInstancesSuspect(0)
                .setShareAffected(1)
                .setLevelBytes(1)
                .setSlopeBytesPerHour(1)
                .setSlopeLowBytesPerHour(1)
                .setSlopeHighBytesPerHour(1)
                .setTimeToLimitLowSeconds(secondsToLimit)
                .setFirstToDie("first")
                .setAlgoVersion(1)
                .build();
        return LeakAlert.newBuilder()
                .setIncidentId(incident)
                .setState(state)
                .setReason("FIRST_SUSPECT")
                .setAtMs(2)
                .setOpenedAtMs(1)
                .setScore(score)
                .build();
    }

    private void publish(LeakAlert alert) throws Exception {
        send(Topics.LEAK_ALERTS.name(), AvroCodec.of(Topics.LEAK_ALERTS).encode(alert));
    }

    private void send(String topic, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, new byte[] {0}, value)).get(30, TimeUnit.SECONDS);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Keeps the events that it is given. */
    private static final class Events {

        private final List<LifecycleEvent> all = new CopyOnWriteArrayList<>();
    }
}
