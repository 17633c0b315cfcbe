package io.heaptide.diagnosis;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.diagnosis.capture.CaptureFailed;
import io.heaptide.diagnosis.capture.CaptureKind;
import io.heaptide.diagnosis.capture.RunningProgram;
import io.heaptide.local.LocalKafka;
import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.TopicCatalogue;
import io.heaptide.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Captures in a process of their own, of a real JVM that leaks, into a real broker. */
@Tag("field")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaptureProcessIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final InstanceRef SHOP = InstanceRef.newBuilder()
            .setServiceName("shop")
            .setServiceInstanceId("shop-0")
            .build();

    private final LocalKafka kafka = LocalKafka.temporary();

    @BeforeAll
    void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new TopicCatalogue(admin).ensure(List.of(Topics.ALLOCATION_SUMMARIES), (short) 1);
        }
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void whatItFindsIsInKafkaWhenItHasEnded() throws Exception {
        try (RunningProgram shop = RunningProgram.shop()) {
            String found = process(Map.of()).look(SHOP, List.of(shop.pid()), CaptureKind.GROWTH);
            assertThat(found)
                    .startsWith("io.heaptide.diagnosis.capture.LeakingShop.put")
                    .endsWith(", by JFR");
            List<AllocationSummary> summaries = summaries();
            assertThat(summaries).hasSize(4).allMatch(summary -> summary.getInstance()
                    .equals(SHOP));
            assertThat(summaries).extracting(AllocationSummary::getSource).containsOnly("jfr-trace");
            assertThat(summaries.get(0).getSites())
                    .as("nothing at first")
                    .isNotEmpty()
                    .allMatch(site -> site.getLiveBytes() == 0 && site.getAllocatedBytes() == 0);
        }
    }

    @Test
    void onlyWhyItFailedIsTold() {
        assertThatThrownBy(() -> process(Map.of()).look(SHOP, List.of(), CaptureKind.GROWTH))
                .isInstanceOf(CaptureFailed.class)
                .hasMessage("it has no process any more");
    }

    @Test
    void oneThatTakesTooMuchCpuIsEndedAndTheServiceGoesOn() throws Exception {
        try (RunningProgram shop = RunningProgram.shop()) {
            CaptureProcess stingy = process(Map.of("HEAPTIDE_DIAGNOSIS_CPU", "100ms"));
            assertThatThrownBy(() -> stingy.look(SHOP, List.of(shop.pid()), CaptureKind.GROWTH))
                    .isInstanceOf(CaptureFailed.class)
                    .hasMessageEndingWith(" ms of CPU, it may take 100");
            assertThat(shop.isAlive()).isTrue();
        }
    }

    @Test
    void whoIsInterruptedTakesItAlong() throws Exception {
        try (RunningProgram shop = RunningProgram.shop()) {
            CountDownLatch ended = new CountDownLatch(1);
            CaptureProcess patient = process(Map.of("HEAPTIDE_DIAGNOSIS_WINDOW", "10m"));
            Thread looking = new Thread(() -> {
                try {
                    patient.look(SHOP, List.of(shop.pid()), CaptureKind.GROWTH);
                } catch (CaptureFailed | InterruptedException stopped) {
                    ended.countDown();
                }
            });
            Set<ProcessHandle> before = children();
            looking.start();
            ProcessHandle capture = awaitAnother(before);
            looking.interrupt();
            assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(capture.isAlive()).isFalse();
            assertThat(shop.isAlive()).isTrue();
        }
    }

    private CaptureProcess process(Map<String, String> more) {
        Map<String, String> variables =
                new HashMap<>(Map.of("HEAPTIDE_KAFKA", kafka.bootstrapServers(), "HEAPTIDE_DIAGNOSIS_WINDOW", "6s"));
        variables.putAll(more);
        return new CaptureProcess(DiagnosisConfig.from(variables));
    }

    private static ProcessHandle awaitAnother(Set<ProcessHandle> before) throws InterruptedException {
        Set<ProcessHandle> more = children();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (more.equals(before) && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(50);
            more = children();
        }
        more.removeAll(before);
        assertThat(more).hasSize(1);
        return more.iterator().next();
    }

    private static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().collect(toSet());
    }

    private List<AllocationSummary> summaries() {
        List<AllocationSummary> summaries = new ArrayList<>();
        AvroCodec<AllocationSummary> codec = AvroCodec.of(Topics.ALLOCATION_SUMMARIES);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        "all",
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.ALLOCATION_SUMMARIES.name()));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (summaries.size() < 4 && System.nanoTime() - deadline < 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    summaries.add(codec.decode(record.value()));
                }
            }
        }
        return summaries;
    }
}
