package io.heaptide.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heaptide.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The whole way on real parts: OpenTelemetry SDK → gateway → Kafka → topology → ClickHouse and webhook. */
class PipelineIT {

    private static final Duration STEP = Duration.ofSeconds(5);
    private static final int STEPS = 120;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long MIB = 1L << 20;

    private final Instant start = Instant.now().minus(STEP.multipliedBy(STEPS)).truncatedTo(ChronoUnit.SECONDS);

    @Test
    void aLeakIsScoredStoredAndToldOnceWhileItsHealthyNeighbourIsNotAndGarbageIsSetAside() throws Exception {
        try (Pipeline pipeline = new Pipeline();
                SdkService leaky = SdkService.overGrpc("leaky", pipeline.grpcPort, start, leaking());
                SdkService sound = SdkService.overHttp("sound", pipeline.httpPort, start, steady())) {
            report(List.of(leaky, sound), 0, STEPS / 2);
            sendGarbage(pipeline);
            report(List.of(leaky, sound), STEPS / 2, STEPS);

            await("the alert", () -> !firing(pipeline).isEmpty());
            await("every sample stored", () -> samples(pipeline) == 2L * STEPS);
            await("the garbage set aside", () -> letters(pipeline) == 1);
            await("the leak listed", () -> verdict(pipeline, "leaky").equals("leaking"));
            assertThat(verdict(pipeline, "sound")).isIn("steady", "not_enough_data", "plateaued");
            assertThat(firing(pipeline)).hasSize(1);
            assertThat(firing(pipeline).get(0).path("service").path("name").asText())
                    .isEqualTo("leaky");
        }
    }

    @Test
    void killingTheStreamsAppInTheMiddleLosesNoSampleAndTellsTheLeakOnce() throws Exception {
        try (Pipeline pipeline = new Pipeline();
                SdkService leaky = SdkService.overHttp("leaky", pipeline.httpPort, start, leaking())) {
            report(List.of(leaky), 0, STEPS / 3);
            await("work in progress", () -> samples(pipeline) > 0);
            pipeline.killApp();
            report(List.of(leaky), STEPS / 3, 2 * STEPS / 3); // acknowledged while nobody reads
            pipeline.startApp();
            report(List.of(leaky), 2 * STEPS / 3, STEPS);
            await("the alert", () -> !firing(pipeline).isEmpty());
            pipeline.killApp();
            pipeline.startApp();

            await("every sample stored", () -> samples(pipeline) == STEPS);
            await("the leak listed", () -> verdict(pipeline, "leaky").equals("leaking"));
            assertThat(firing(pipeline).stream()
                            .map(alert -> alert.path("idempotency_key").asText())
                            .distinct())
                    .as("one incident, whatever was killed")
                    .hasSize(1);
        }
    }

    private void report(List<SdkService> services, int from, int to) {
        for (int step = from; step < to; step++) {
            Instant at = start.plus(STEP.multipliedBy(step));
            for (SdkService service : services) {
                assertThat(service.report(at)).as("acknowledged at %s", at).isTrue();
            }
        }
    }

    /** 100 MiB, tripled within ten minutes, with a little noise: without a limit or a past, growth must double the level. */
    private static ToLongFunction<Duration> leaking() {
        Random noise = new Random(7);
        return age -> 100 * MIB + age.toSeconds() * MIB / 3 + noise.nextLong(MIB);
    }

    private static ToLongFunction<Duration> steady() {
        Random noise = new Random(8);
        return age -> 200 * MIB + noise.nextLong(4 * MIB);
    }

    private static void sendGarbage(Pipeline pipeline) throws Exception {
        byte[] garbage = "no Avro at all".getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", pipeline.engines.kafka()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.MEMORY_SAMPLES.name(), garbage))
                    .get();
        }
    }

    private static List<JsonNode> firing(Pipeline pipeline) {
        return pipeline.chat.alerts().stream()
                .filter(alert -> alert.path("state").asText().equals("firing"))
                .toList();
    }

    private static long samples(Pipeline pipeline) {
        return number(pipeline.cell("SELECT count() FROM memory_samples FINAL"));
    }

    private static long letters(Pipeline pipeline) {
        return number(pipeline.cell("SELECT count() FROM dead_letters FINAL WHERE component = 'topology'"));
    }

    private static long number(@Nullable Object cell) {
        return cell instanceof Number number ? number.longValue() : -1;
    }

    private static String verdict(Pipeline pipeline, String service) {
        return String.valueOf(
                pipeline.cell("SELECT verdict FROM fleet_overview WHERE service_name = '" + service + "'"));
    }

    private static void await(String what, BooleanSupplier condition) {
        assertThat(Waiting.until(condition, PATIENCE)).as(what).isTrue();
    }
}
