package io.heaptide.simulator.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.heaptide.simulator.model.Fleet;
import io.heaptide.simulator.model.FleetEvent;
import io.heaptide.simulator.model.FleetListener;
import io.heaptide.simulator.model.Life;
import io.heaptide.simulator.model.Signal;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpExporterTest {

    private static final Instant ORIGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(2);
    private static final RetryPolicy QUICK = new RetryPolicy(
            Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofSeconds(20), Duration.ofSeconds(5));

    private final StopSignal stop = new StopSignal();
    private FakeReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = new FakeReceiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void everythingHeardArrivesOnce() {
        SendCounts counts = play(Fleet.demoWithLeaks(1), Duration.ofMinutes(5), QUICK);

        assertThat(Telemetry.points(receiver.metrics()))
                .containsExactlyInAnyOrderElementsOf(expected(Fleet.demoWithLeaks(1), Duration.ofMinutes(5)));
        assertThat(counts.points())
                .isEqualTo(Telemetry.points(receiver.metrics()).size());
        assertThat(counts.events()).isEqualTo(logRecords()).isPositive();
        assertThat(counts.retries()).isZero();
        assertThat(counts.rejected()).isZero();
    }

    @Test
    void aRequestHoldsOneNodeAndNotTooMuch() {
        play(Fleet.standard(40, 1), Duration.ofMinutes(20), QUICK);

        assertThat(receiver.metrics()).hasSizeGreaterThan(5).allSatisfy(request -> {
            assertThat(request.getResourceMetricsList().stream()
                            .map(resource -> Telemetry.attribute(resource.getResource(), "k8s.node.name")
                                    + Telemetry.attribute(resource.getResource(), "host.name"))
                            .distinct())
                    .hasSize(1);
            assertThat(Telemetry.points(List.of(request))).hasSizeLessThanOrEqualTo(4_001);
            assertThat(request.getSerializedSize()).isLessThan(1_000_000);
        });
        assertThat(receiver.compressedBytes()).allMatch(bytes -> bytes < 300_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void retryableAnswersAreRetriedAndNothingIsLost(int status) {
        FakeReceiver.Scripted busy = FakeReceiver.Scripted.status(status);
        receiver.nextAnswers(busy, busy, busy, busy, busy, busy);

        SendCounts counts = play(Fleet.demo(1), Duration.ofSeconds(20), QUICK);

        assertThat(Telemetry.points(receiver.metrics()))
                .containsExactlyInAnyOrderElementsOf(expected(Fleet.demo(1), Duration.ofSeconds(20)));
        assertThat(counts.retries()).isEqualTo(6);
    }

    @Test
    void retryAfterInSecondsIsHonoured() {
        receiver.nextAnswers(FakeReceiver.Scripted.retryAfter(503, "1"));

        play(Fleet.demo(1), Duration.ofSeconds(2), QUICK);

        assertThat(longestPause()).isGreaterThanOrEqualTo(Duration.ofMillis(950));
    }

    @Test
    void retryAfterAsADateIsHonoured() {
        Instant at = Instant.now().plusSeconds(2);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
        receiver.nextAnswers(FakeReceiver.Scripted.retryAfter(429, date));

        play(Fleet.demo(1), Duration.ofSeconds(2), QUICK);

        assertThat(receiver.attempts().get(receiver.attempts().size() - 1)).isAfterOrEqualTo(at.minusMillis(1_050));
        assertThat(longestPause()).isGreaterThanOrEqualTo(Duration.ofMillis(800));
    }

    @Test
    void partialSuccessIsCountedAndNotSentAgain() {
        ExportMetricsPartialSuccess partial = ExportMetricsPartialSuccess.newBuilder()
                .setRejectedDataPoints(3)
                .setErrorMessage("3 points without a resource")
                .build();
        List<Telemetry.Point> all = expected(Fleet.demo(1), Duration.ofSeconds(2));
        receiver.nextAnswers(FakeReceiver.Scripted.body(
                200,
                ExportMetricsServiceResponse.newBuilder()
                        .setPartialSuccess(partial)
                        .build()));

        SendCounts counts = play(Fleet.demo(1), Duration.ofSeconds(2), QUICK);

        assertThat(counts.rejected()).isEqualTo(3);
        assertThat(counts.points() + counts.events()).isEqualTo(all.size() + logRecords() - 3);
        assertThat(counts.lastRejection()).isEqualTo("3 points without a resource");
        assertThat(Telemetry.points(receiver.metrics())).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void badRequestFailsAtOnceInTheReceiversWords() {
        UnknownFieldSet status = UnknownFieldSet.newBuilder()
                .addField(
                        2,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("cannot read this"))
                                .build())
                .build();
        FakeReceiver.Scripted bad = FakeReceiver.Scripted.body(400, status);
        receiver.nextAnswers(bad, bad, bad, bad, bad, bad);

        assertThatThrownBy(() -> play(Fleet.demo(1), Duration.ofSeconds(2), QUICK))
                .isInstanceOf(SendFailed.class)
                .hasMessageContaining("refused the request: HTTP 400 cannot read this");
    }

    @Test
    void anAnswerThatIsNoOtlpIsNotTakenForSuccess() {
        FakeReceiver.Scripted page = new FakeReceiver.Scripted(200, Map.of(), ByteString.copyFromUtf8("<html>"));
        receiver.nextAnswers(page, page, page, page, page, page);

        assertThatThrownBy(() -> play(Fleet.demo(1), Duration.ofSeconds(2), QUICK))
                .hasMessageContaining("is this an OTLP receiver?");
    }

    @Test
    void aReceiverThatComesUpLateGetsEverything() throws Exception {
        int port = freePort();
        OtlpExporter exporter = exporter(URI.create("http://127.0.0.1:" + port), QUICK);
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
            Fleet.demo(1).replay(ORIGIN, STEP).advanceTo(ORIGIN.plusSeconds(30), exporter);
            exporter.flush();
        });
        awaitRetry(exporter);
        assertThat(sent).isNotDone();

        try (FakeReceiver late = new FakeReceiver(port)) {
            sent.get(60, TimeUnit.SECONDS);

            assertThat(Telemetry.points(late.metrics()))
                    .containsExactlyInAnyOrderElementsOf(expected(Fleet.demo(1), Duration.ofSeconds(30)));
            assertThat(exporter.counts().retries()).isPositive();
        }
        exporter.close();
    }

    @Test
    void patienceEndsWithTheAddressAndTheLastAnswer() throws IOException {
        URI nobody = URI.create("http://127.0.0.1:" + freePort());
        RetryPolicy impatient = new RetryPolicy(
                Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMillis(300), Duration.ofSeconds(1));

        try (OtlpExporter exporter = exporter(nobody, impatient)) {
            Fleet.demo(1).replay(ORIGIN, STEP).advanceTo(ORIGIN.plus(STEP), exporter);

            assertThatThrownBy(exporter::flush)
                    .isInstanceOf(SendFailed.class)
                    .hasMessageContaining(nobody.toString())
                    .hasMessageContaining("no connection");
        }
    }

    @Test
    void askingToStopEndsTheWait() throws Exception {
        RetryPolicy patient = new RetryPolicy(
                Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofSeconds(1));
        OtlpExporter exporter = exporter(URI.create("http://127.0.0.1:" + freePort()), patient);
        Fleet.demo(1).replay(ORIGIN, STEP).advanceTo(ORIGIN.plus(STEP), exporter);
        CompletableFuture<Void> sent = CompletableFuture.runAsync(exporter::flush);
        Thread.sleep(200);

        stop.stop();

        assertThatThrownBy(() -> sent.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(SendFailed.class)
                .hasMessageContaining("stopped while waiting");
        exporter.close();
    }

    private static void awaitRetry(OtlpExporter exporter) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (exporter.counts().retries() == 0 && System.nanoTime() - deadline < 0) {
            Thread.sleep(20);
        }
    }

    private SendCounts play(Fleet fleet, Duration time, RetryPolicy policy) {
        try (OtlpExporter exporter = exporter(receiver.endpoint(), policy)) {
            fleet.replay(ORIGIN, STEP).advanceTo(ORIGIN.plus(time), exporter);
            exporter.flush();
            return exporter.counts();
        }
    }

    private OtlpExporter exporter(URI endpoint, RetryPolicy policy) {
        return new OtlpExporter(endpoint, policy, ORIGIN, stop, InstantSource.system());
    }

    private long logRecords() {
        return receiver.logs().stream()
                .mapToLong(request -> request.getResourceLogsCount())
                .sum();
    }

    private Duration longestPause() {
        List<Instant> attempts = receiver.attempts();
        return Duration.between(attempts.get(0), attempts.get(attempts.size() - 1));
    }

    /** What a receiver must get: each sample, and the limit beside the first signal of each instant. */
    private static List<Telemetry.Point> expected(Fleet fleet, Duration time) {
        List<Telemetry.Point> points = new ArrayList<>();
        fleet.replay(ORIGIN, STEP).advanceTo(ORIGIN.plus(time), new FleetListener() {
            @Override
            public void sample(Life life, Signal signal, long at, long usedBytes) {
                points.add(new Telemetry.Point(life.instanceId(), signal.metric(), at, usedBytes));
                limitMetric(signal)
                        .ifPresent(metric -> points.add(new Telemetry.Point(
                                life.instanceId(),
                                metric,
                                at,
                                life.slot().service().limitBytes().orElseThrow())));
            }

            @Override
            public void event(FleetEvent event) {}
        });
        return points;
    }

    private static Optional<String> limitMetric(Signal signal) {
        return switch (signal) {
            case JVM_USED -> Optional.of("jvm.memory.limit");
            case GO_USED -> Optional.of("go.memory.limit");
            case CONTAINER_WORKING_SET -> Optional.of("k8s.container.memory_limit");
            case JVM_USED_AFTER_LAST_GC, CONTAINER_RSS, PROCESS_USAGE -> Optional.empty();
        };
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
