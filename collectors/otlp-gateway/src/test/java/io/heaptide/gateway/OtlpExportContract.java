package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.LifecycleType;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.Reading;
import io.heaptide.signals.publish.SinkUnavailable;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What OTLP asks of a receiver, the same over every transport and encoding. */
abstract class OtlpExportContract {

    static final int MAX_BYTES = 256 << 10;

    @RegisterExtension
    final Gateways gateways = new Gateways();

    final InMemorySink sink = gateways.sink();
    final OtlpGateway gateway = gateways.listening(Configs.open(1, MAX_BYTES));

    /** Sends as a real client does. */
    abstract Reply export(ExportMetricsServiceRequest request, Coding coding);

    abstract Reply export(ExportLogsServiceRequest request, Coding coding);

    abstract Reply export(ExportProfilesServiceRequest request, Coding coding);

    @ParameterizedTest
    @EnumSource
    void acceptsReadings(Coding coding) {
        assertThat(export(Requests.metrics(1024, 2048), coding)).isEqualTo(Reply.accepted(0, ""));

        assertThat(sink.readings).singleElement().satisfies(one -> {
            assertThat(one.instance().getServiceName()).isEqualTo("checkout");
            assertThat(one.readings()).extracting(Reading::bytes).containsExactly(1024L, 2048L);
        });
    }

    @ParameterizedTest
    @EnumSource
    void acceptsEvents(Coding coding) {
        assertThat(export(Requests.lifecycle("start", "stop"), coding)).isEqualTo(Reply.accepted(0, ""));

        assertThat(sink.events).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void acceptsProfiles(Coding coding) {
        assertThat(export(Profiles.heap(), coding)).isEqualTo(Reply.accepted(0, ""));

        assertThat(sink.summaries).singleElement().satisfies(summary -> {
            assertThat(summary.getInstance().getServiceName()).isEqualTo("checkout");
            assertThat(summary.getSites()).singleElement().satisfies(site -> {
                assertThat(site.getSite()).isEqualTo("shop.Cache.put");
                assertThat(site.getLiveBytes()).isEqualTo(4_096);
                assertThat(site.getLiveCount()).isEqualTo(2);
            });
        });
    }

    @Test
    void keepsTheGoodProfilesAndCountsTheOthers() {
        Reply reply = export(Profiles.heapAndOneThatPointsNowhere(), Coding.PLAIN);

        assertThat(reply.kind()).isEqualTo(Reply.Kind.ACCEPTED);
        assertThat(reply.rejected()).isEqualTo(1);
        assertThat(reply.message()).contains("1 profiles rejected", "1 malformed_profile");
        assertThat(sink.summaries).hasSize(1);
    }

    @Test
    void anOomKillThatKubernetesReportsBecomesALifecycleEvent() {
        assertThat(export(Requests.kubernetesEvent("OOMKilling"), Coding.PLAIN)).isEqualTo(Reply.accepted(0, ""));

        assertThat(sink.events).singleElement().satisfies(event -> {
            assertThat(event.getType()).isEqualTo(LifecycleType.OOM_KILL);
            assertThat(event.getInstance().getServiceName()).isEqualTo("checkout");
            assertThat(event.getReason()).contains("Memory cgroup out of memory");
        });
    }

    @Test
    void logsThatConcernNobodyHereAreTakenAndLeftAside() {
        assertThat(export(Requests.kubernetesEvent("Pulled"), Coding.PLAIN)).isEqualTo(Reply.accepted(0, ""));

        assertThat(sink.events).isEmpty();
    }

    @Test
    void anEmptyRequestIsASuccess() {
        assertThat(export(ExportMetricsServiceRequest.getDefaultInstance(), Coding.PLAIN))
                .isEqualTo(Reply.accepted(0, ""));
        assertThat(export(ExportLogsServiceRequest.getDefaultInstance(), Coding.PLAIN))
                .isEqualTo(Reply.accepted(0, ""));
        assertThat(export(ExportProfilesServiceRequest.getDefaultInstance(), Coding.PLAIN))
                .isEqualTo(Reply.accepted(0, ""));
    }

    @Test
    void keepsTheGoodHalfOfARequestAndCountsTheOther() {
        Reply reply = export(Requests.metrics(1, -1, 2, -2), Coding.PLAIN);

        assertThat(reply.kind()).isEqualTo(Reply.Kind.ACCEPTED);
        assertThat(reply.rejected()).isEqualTo(2);
        assertThat(reply.message()).isEqualTo("2 data points rejected: 2 negative (less than zero bytes)");
        assertThat(sink.readings).flatExtracting(InstanceReadings::readings).hasSize(2);
    }

    @Test
    void keepsTheGoodHalfOfTheEvents() {
        Reply reply = export(Requests.lifecycle("start", "exploded"), Coding.PLAIN);

        assertThat(reply.rejected()).isEqualTo(1);
        assertThat(reply.message()).contains("1 unknown_lifecycle_type");
        assertThat(sink.events).hasSize(1);
    }

    @Test
    void asksToComeBackWhileTheSinkIsUnavailableAndTakesTheSameRequestThen() {
        sink.fails(SinkUnavailable.Reason.KAFKA_FAILED);
        Reply refused = export(Requests.metrics(1), Coding.PLAIN);
        assertThat(refused.kind()).isEqualTo(Reply.Kind.RETRYABLE);
        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(5));

        sink.acknowledges();
        assertThat(export(Requests.metrics(1), Coding.PLAIN).kind()).isEqualTo(Reply.Kind.ACCEPTED);
    }

    @Test
    void asksToComeBackSoonerWhenOnlyTheBufferIsFull() {
        sink.fails(SinkUnavailable.Reason.BUFFER_FULL);

        assertThat(export(Requests.lifecycle("start"), Coding.PLAIN).retryAfter())
                .contains(Duration.ofSeconds(1));
    }

    @Test
    void doesNotAskToSendAgainWhatKafkaWillNeverTake() {
        sink.fails(SinkUnavailable.Reason.RECORD_REFUSED);

        assertThat(export(Requests.metrics(1), Coding.PLAIN).kind()).isEqualTo(Reply.Kind.FAILED);
    }

    @Test
    void answersBeforeTheSenderGivesUpWhenNoAcknowledgementComes() {
        sink.hangs();

        Reply reply = export(Requests.metrics(1), Coding.PLAIN);

        assertThat(reply.kind()).isEqualTo(Reply.Kind.RETRYABLE);
        assertThat(reply.message()).contains("did not acknowledge in time");
        sink.acknowledges();
        assertThat(export(Requests.metrics(2), Coding.PLAIN).kind())
                .as("the place of the one before")
                .isEqualTo(Reply.Kind.ACCEPTED);
    }

    @Test
    void asksToComeBackWhenTooManyRequestsAreBeingAnswered() {
        sink.hangs();
        CompletableFuture<Reply> first = CompletableFuture.supplyAsync(() -> export(Requests.metrics(1), Coding.PLAIN));
        await(() -> sink.readings.size() == 1);

        Reply second = export(Requests.metrics(2), Coding.PLAIN);

        assertThat(second.kind()).isEqualTo(Reply.Kind.RETRYABLE);
        assertThat(second.message()).contains("requests are already being answered");
        sink.acknowledges();
        assertThat(first.join().kind()).isEqualTo(Reply.Kind.ACCEPTED);
        assertThat(export(Requests.metrics(3), Coding.PLAIN).kind()).isEqualTo(Reply.Kind.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource
    void refusesARequestThatIsTooLargeOnceDecompressed(Coding coding) {
        Reply reply = export(Requests.large(MAX_BYTES + 1), coding);

        assertThat(reply.kind()).isEqualTo(Reply.Kind.TOO_LARGE);
        assertThat(reply.retryAfter()).isEmpty();
        assertThat(sink.readings).isEmpty();
        assertThat(export(Requests.metrics(1), coding).kind()).isEqualTo(Reply.Kind.ACCEPTED);
    }

    @Test
    void takesARequestJustBelowTheLimit() {
        assertThat(export(Requests.large(MAX_BYTES - 1_000), Coding.GZIP).kind())
                .isEqualTo(Reply.Kind.ACCEPTED);
    }

    static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        assertThat(condition.getAsBoolean()).as("within 60 s").isTrue();
    }
}
