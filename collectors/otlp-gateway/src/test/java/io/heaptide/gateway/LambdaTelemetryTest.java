package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import io.heaptide.signals.Reading;
import io.heaptide.signals.publish.SinkUnavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches as the Lambda developer guide shows them, forwarded by an extension. */
class LambdaTelemetryTest {

    private static final long MIB = 1 << 20;
    private static final String SANDBOX =
            "?faas.name=checkout&faas.version=7&faas.instance=2026%2F07%2F01%2F%5B7%5D8c1f4e2a9b7d4c3e8f6a1b2c3d4e5f60";

    private static final String BATCH = """
            [{"time": "%1$s", "type": "platform.initStart", "record": {"initializationType": "on-demand",
               "phase": "init", "runtimeVersion": "java:17.v3", "functionName": "checkout", "functionVersion": "7"}},
             {"time": "%1$s", "type": "function", "record": "taking orders"},
             {"time": "%1$s", "type": "platform.report", "record": {"requestId": "6d68ca91-49c9-448d-89b8-7ca3e6dc66aa",
               "metrics": {"billedDurationMs": 694, "durationMs": 693.92, "initDurationMs": 397.68,
                 "maxMemoryUsedMB": 84, "memorySizeMB": 128}, "status": "success",
               "spans": [{"name": "responseLatency", "durationMs": 1.5}], "tracing": null}}]""".formatted(Requests.NOW);

    @RegisterExtension
    private final Gateways gateways = new Gateways();

    private final InMemorySink sink = gateways.sink();
    private final OtlpGateway gateway = gateways.listening(Configs.open(256, 1 << 20));
    private final WebClient http = Gateways.client(gateway);

    @Test
    void aReportIsAReadingOfTheSandboxThatTheQueryNames() {
        AggregatedHttpResponse answer = post(SANDBOX, BATCH);

        assertThat(answer.status()).isEqualTo(HttpStatus.OK);
        assertThat(answer.contentUtf8()).isEqualTo("{}");
        assertThat(sink.readings).singleElement().satisfies(one -> {
            assertThat(one.instance().getServiceName()).isEqualTo("checkout");
            assertThat(one.instance().getServiceVersion()).isEqualTo("7");
            assertThat(one.instance().getServiceInstanceId())
                    .isEqualTo("2026/07/01/[7]8c1f4e2a9b7d4c3e8f6a1b2c3d4e5f60");
            assertThat(one.readings())
                    .containsExactly(
                            new Reading("faas.mem_usage", "", Requests.NOW.toEpochMilli(), 84 * MIB),
                            new Reading("faas.memory.limit", "", Requests.NOW.toEpochMilli(), 128 * MIB));
        });
    }

    @Test
    void aReportOfAFunctionThatNobodyNamesIsRejectedWithTheReason() {
        AggregatedHttpResponse answer = post("", BATCH);

        assertThat(answer.status()).isEqualTo(HttpStatus.OK);
        assertThat(answer.contentUtf8())
                .contains("\"rejectedLogRecords\":\"1\"")
                .contains("no_instance");
        assertThat(sink.readings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[{]", "", "REPORT RequestId: 1", "[[[[", "[{\"type\":\"platform.report\"}"})
    void whatIsNoBatchIsRefused(String body) {
        assertThat(post(SANDBOX, body).status()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(sink.readings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[1, null, \"text\", []]",
                "[{\"type\":\"platform.report\",\"time\":\"2026-03-01T12:00:00Z\",\"record\":{\"metrics\":{}}}]"
            })
    void whatTellsOfNoMemoryIsLeftAside(String body) {
        AggregatedHttpResponse answer = post(SANDBOX, body);
        assertThat(answer.status()).isEqualTo(HttpStatus.OK);
        assertThat(answer.contentUtf8()).isEqualTo("{}");
        assertThat(sink.readings).isEmpty();
    }

    @Test
    void aBatchIsAcknowledgedOnlyOnceItIsPublished() {
        sink.fails(SinkUnavailable.Reason.BUFFER_FULL);

        assertThat(post(SANDBOX, BATCH).status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    }

    @Test
    void aBatchBeyondTheLimitIsRefusedAsTooLarge() {
        assertThat(post(SANDBOX, "[\"" + "x".repeat(2 << 20) + "\"]").status())
                .isEqualTo(HttpStatus.REQUEST_ENTITY_TOO_LARGE);
    }

    private AggregatedHttpResponse post(String query, String body) {
        return http.execute(
                        RequestHeaders.builder(HttpMethod.POST, "/lambda/telemetry" + query)
                                .contentType(MediaType.JSON)
                                .build(),
                        body)
                .aggregate()
                .join();
    }
}
