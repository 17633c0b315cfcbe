package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.schemas.AllocationSite;
import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.LifecycleType;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.Reading;
import io.heaptide.signals.publish.SignalSink;
import io.heaptide.signals.publish.SinkUnavailable;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SignalSink} promises. */
abstract class SignalSinkContract {

    /** Everything durable so far for one instance, as a reader finds it. */
    record Durable(List<Reading> readings, List<AllocationSummary> summaries, List<LifecycleEvent> events) {}

    /** Now, since Kafka soon deletes what is older than its retention. */
    private static final long START_MILLIS = System.currentTimeMillis() - 600_000;

    private InstanceRef instance;
    private SignalSink sink;

    abstract SignalSink open() throws Exception;

    abstract Durable durable(InstanceRef instance);

    @BeforeEach
    void openSink() throws Exception {
        instance = InstanceRef.newBuilder()
                .setServiceNamespace("shop")
                .setServiceName("checkout")
                .setServiceInstanceId(UUID.randomUUID().toString()) // alone among all tests that share the sink
                .build();
        sink = open();
    }

    @AfterEach
    void closeSink() {
        sink.close();
    }

    @Test
    void whatWasAcknowledgedIsThere() {
        List<Reading> readings = readings(500);

        acknowledged(sink.samples(List.of(new InstanceReadings(instance, readings))));

        assertThat(durable(instance).readings()).containsExactlyInAnyOrderElementsOf(readings);
    }

    @Test
    void everySubmissionIsAcknowledgedOnItsOwn() {
        List<Reading> readings = readings(50);
        List<CompletionStage<Void>> acknowledgements = readings.stream()
                .map(reading -> sink.samples(List.of(new InstanceReadings(instance, List.of(reading)))))
                .toList();

        acknowledgements.forEach(SignalSinkContract::acknowledged);

        assertThat(durable(instance).readings()).containsExactlyInAnyOrderElementsOf(readings);
    }

    @Test
    void summariesAndEventsAreThereToo() {
        AllocationSummary summary = AllocationSummary.newBuilder()
                .setInstance(instance)
                .setSource("jfr")
                .setWindowStartMs(START_MILLIS - 60_000)
                .setWindowEndMs(START_MILLIS)
                .setSites(List.of(AllocationSite.newBuilder()
                        .setFingerprint("0123456789abcdef")
                        .setSite("com.acme.Cache.put")
                        .setFrames(List.of("com.acme.Cache.put"))
                        .setLiveBytes(1e6)
                        .build()))
                .build();
        LifecycleEvent event = LifecycleEvent.newBuilder()
                .setInstance(instance)
                .setType(LifecycleType.OOM_KILL)
                .setAtMs(START_MILLIS)
                .setLimitBytes(1L << 30)
                .build();

        acknowledged(sink.summary(summary));
        acknowledged(sink.event(event));

        assertThat(durable(instance).summaries()).containsExactly(summary);
        assertThat(durable(instance).events()).containsExactly(event);
    }

    @Test
    void nothingIsAcknowledgedAtOnce() {
        acknowledged(sink.samples(List.of()));

        assertThat(durable(instance).readings()).isEmpty();
        assertThat(sink.isHealthy()).isTrue();
    }

    @Test
    void aClosedSinkRefusesAndSaysThatLaterMayHelp() {
        sink.close();

        assertThatThrownBy(() -> acknowledged(sink.samples(List.of(new InstanceReadings(instance, readings(1))))))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        SinkUnavailable.class,
                        closed -> assertThat(closed.reason().isRetryable()).isTrue());
    }

    private static void acknowledged(CompletionStage<Void> stage) {
        stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static List<Reading> readings(int count) {
        return LongStream.range(0, count)
                .mapToObj(i -> new Reading("process.memory.usage", "", START_MILLIS + i * 1_000, i * 4_096))
                .toList();
    }
}
