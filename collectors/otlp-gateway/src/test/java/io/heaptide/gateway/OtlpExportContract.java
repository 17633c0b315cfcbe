package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.Reading;
import io.heaptide.signals.publish.SinkUnavailable;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What OTLP asks of a receiver, the same over every transport and encoding. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OtlpExportContract {

    static final int MAX_BYTES = 256 << 10;

    final InMemorySink sink = new InMemorySink();
    final OtlpGateway gateway =
            new OtlpGateway(Configs.config("unused:1", 0, 1, MAX_BYTES), sink, InstantSource.fixed(Requests.NOW));

    /** Sends as a real client does. */
    abstract Reply export(ExportMetricsServiceRequest request, boolean gzip);

    abstract Reply export(ExportLogsServiceRequest request, boolean gzip);

    /** One server for all tests of a class: stopping one takes Netty two seconds. */
    @BeforeAll
    void start() {
        gateway.listen();
    }

    @BeforeEach
    void empty() {
        sink.forget();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void acceptsReadings(boolean gzip) {
        assertThat(export(Requests.metrics(1024, 2048), gzip)).isEqualTo(Reply.accepted(0, ""));

        assertThat(sink.readings).singleElement().satisfies(one -> {
            assertThat(one.instance().getServiceName()).isEqualTo("checkout");
            assertThat(one.readings()).extracting(Reading::bytes).containsExactly(1024L, 2048L);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void acceptsEvents(boolean gzip) {
        assertThat(export(Requests.lifecycle("start", "stop"), gzip)).isEqualTo(Reply.accepted(0, ""));

        assertThat(sink.events).hasSize(2);
    }

    @Test
    void anEmptyRequestIsASuccess() {
        assertThat(export(ExportMetricsServiceRequest.getDefaultInstance(), false))
                .isEqualTo(Reply.accepted(0, ""));
        assertThat(export(ExportLogsServiceRequest.getDefaultInstance(), false)).isEqualTo(Reply.accepted(0, ""));
    }

    @Test
    void keepsTheGoodHalfOfARequestAndCountsTheOther() {
        Reply reply = export(Requests.metrics(1, -1, 2, -2), false);

        assertThat(reply.kind()).isEqualTo(Reply.Kind.ACCEPTED);
        assertThat(reply.rejected()).isEqualTo(2);
        assertThat(reply.message()).isEqualTo("2 data points rejected: 2 negative (less than zero bytes)");
        assertThat(sink.readings).flatExtracting(InstanceReadings::readings).hasSize(2);
    }

    @Test
    void keepsTheGoodHalfOfTheEvents() {
        Reply reply = export(Requests.lifecycle("start", "exploded"), false);

        assertThat(reply.rejected()).isEqualTo(1);
        assertThat(reply.message()).contains("1 unknown_lifecycle_type");
        assertThat(sink.events).hasSize(1);
    }

    @Test
    void asksToComeBackWhileTheSinkIsUnavailableAndTakesTheSameRequestThen() {
        sink.fails(SinkUnavailable.Reason.KAFKA_FAILED);
        Reply refused = export(Requests.metrics(1), false);
        assertThat(refused.kind()).isEqualTo(Reply.Kind.RETRYABLE);
        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(5));

        sink.acknowledges();
        assertThat(export(Requests.metrics(1), false).kind()).isEqualTo(Reply.Kind.ACCEPTED);
    }

    @Test
    void asksToComeBackSoonerWhenOnlyTheBufferIsFull() {
        sink.fails(SinkUnavailable.Reason.BUFFER_FULL);

        assertThat(export(Requests.lifecycle("start"), false).retryAfter()).contains(Duration.ofSeconds(1));
    }

    @Test
    void doesNotAskToSendAgainWhatKafkaWillNeverTake() {
        sink.fails(SinkUnavailable.Reason.RECORD_REFUSED);

        assertThat(export(Requests.metrics(1), false).kind()).isEqualTo(Reply.Kind.FAILED);
    }

    @Test
    void answersBeforeTheSenderGivesUpWhenNoAcknowledgementComes() {
        sink.hangs();

        Reply reply = export(Requests.metrics(1), false);

        assertThat(reply.kind()).isEqualTo(Reply.Kind.RETRYABLE);
        assertThat(reply.message()).contains("did not acknowledge in time");
    }

    @Test
    void asksToComeBackWhenTooManyRequestsAreBeingAnswered() {
        sink.hangs();
        CompletableFuture<Reply> first = CompletableFuture.supplyAsync(() -> export(Requests.metrics(1), false));
        await(() -> sink.readings.size() == 1);

        Reply second = export(Requests.metrics(2), false);

        assertThat(second.kind()).isEqualTo(Reply.Kind.RETRYABLE);
        assertThat(second.message()).contains("requests are already being answered");
        assertThat(first.join().kind()).isEqualTo(Reply.Kind.RETRYABLE);
        sink.acknowledges();
        assertThat(export(Requests.metrics(3), false).kind()).isEqualTo(Reply.Kind.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesARequestThatIsTooLargeOnceDecompressed(boolean gzip) {
        Reply reply = export(Requests.large(MAX_BYTES + 1), gzip);

        assertThat(reply.kind()).isEqualTo(Reply.Kind.TOO_LARGE);
        assertThat(reply.retryAfter()).isEmpty();
        assertThat(sink.readings).isEmpty();
        assertThat(export(Requests.metrics(1), gzip).kind()).isEqualTo(Reply.Kind.ACCEPTED);
    }

    @Test
    void takesARequestJustBelowTheLimit() {
        assertThat(export(Requests.large(MAX_BYTES - 1_000), true).kind()).isEqualTo(Reply.Kind.ACCEPTED);
    }

    static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).as("within 10 s").isTrue();
    }
}
