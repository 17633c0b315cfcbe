package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.gateway.remotewrite.Messages;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.Reading;
import io.heaptide.signals.publish.SinkUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

/** What Prometheus's specifications of remote write ask of a receiver. */
class RemoteWriteTest {

    private static final int MAX_BYTES = 256 << 10;
    private static final String V1 = "application/x-protobuf";
    private static final String V2 = "application/x-protobuf;proto=io.prometheus.write.v2.Request";
    private static final String SAMPLES = "X-Prometheus-Remote-Write-Samples-Written";
    private static final String HISTOGRAMS = "X-Prometheus-Remote-Write-Histograms-Written";
    private static final String EXEMPLARS = "X-Prometheus-Remote-Write-Exemplars-Written";
    private static final long AT = Requests.NOW.toEpochMilli();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @RegisterExtension
    private final Gateways gateways = new Gateways();

    private final InMemorySink sink = gateways.sink();
    private final OtlpGateway gateway = gateways.listening(Configs.open(1, MAX_BYTES));

    @ParameterizedTest
    @ValueSource(strings = {V1, V1 + "; proto=prometheus.WriteRequest", V2})
    void takesWhatClientLibrariesTellOfAProcess(String contentType) {
        HttpResponse<String> response = send(
                contentType,
                one("process_resident_memory_bytes", Map.of(), 4_096),
                one("go_gc_heap_live_bytes", Map.of(), 1_024),
                one("jvm_memory_used_bytes", Map.of("area", "heap", "id", "G1 Old Gen"), 2_048),
                one("http_requests_total", Map.of("code", "200"), 7));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(sink.readings).singleElement().satisfies(instance -> {
            assertThat(instance.instance().getServiceName()).isEqualTo("cart");
            assertThat(instance.instance().getServiceInstanceId()).isEqualTo("cart-1:8080");
            assertThat(instance.readings())
                    .containsExactlyInAnyOrder(
                            new Reading("process.memory.usage", "", AT, 4_096),
                            new Reading("go.memory.used_after_last_gc", "", AT, 1_024),
                            new Reading("jvm.memory.used", "G1 Old Gen", AT, 2_048));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V2})
    void usageOfCadvisorLimitOfKubeStateMetricsAndTheProcessMeetInOneInstance(String contentType) {
        Map<String, String> container = Map.of("namespace", "shop", "pod", "cart-5b6f7c8d9-x2x9k", "container", "app");

        assertThat(send(
                                contentType,
                                one("container_memory_working_set_bytes", container, 100),
                                one("kube_pod_container_resource_limits", with(container, "resource", "memory"), 1_000),
                                one("process_resident_memory_bytes", container, 90))
                        .statusCode())
                .isEqualTo(204);

        assertThat(sink.readings)
                .extracting(InstanceReadings::instance)
                .as("whose readings")
                .allMatch(sink.readings.get(0).instance()::equals);
        assertThat(sink.readings)
                .flatExtracting(InstanceReadings::readings)
                .extracting(Reading::signal)
                .contains("container.memory.working_set", "container.memory.limit", "process.memory.usage");
    }

    @Test
    void tellsSendersOfVersionTwoWhatWasWritten() {
        HttpResponse<String> response =
                send(V2, one("process_resident_memory_bytes", Map.of(), 1), one("up", Map.of(), 1));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue(SAMPLES)).contains("2");
        assertThat(response.headers().firstValue(HISTOGRAMS)).contains("1");
        assertThat(response.headers().firstValue(EXEMPLARS)).contains("2");
    }

    @Test
    void keepsTheGoodHalfAndTellsOfTheOtherSoThatItIsNotRepeated() {
        HttpResponse<String> response = send(
                V2, one("process_resident_memory_bytes", Map.of(), 4_096), one("go_gc_heap_live_bytes", Map.of(), -1));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("1 samples rejected", "1 negative");
        assertThat(response.headers().firstValue(SAMPLES)).contains("1");
        assertThat(sink.readings).flatExtracting(InstanceReadings::readings).hasSize(1);
    }

    @Test
    void asksToComeBackWhileKafkaIsAway() {
        sink.fails(SinkUnavailable.Reason.KAFKA_FAILED);

        HttpResponse<String> response = send(V2, one("process_resident_memory_bytes", Map.of(), 1));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("5");
        assertThat(response.headers().firstValue(SAMPLES)).contains("0");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, snappy, 415, Content-Type",
        "application/x-protobuf;proto=io.prometheus.write.v3.Request, snappy, 415, write.v3",
        "application/x-protobuf, gzip, 415, 'must be snappy, got gzip'",
        "application/x-protobuf, snappy, 400, not what its headers say",
    })
    void refusesForGoodWhatItCannotRead(String contentType, String coding, int status, String told) {
        HttpResponse<String> response = post(contentType, coding, new byte[] {1, 2, 3, 4});

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains(told);
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void refusesAMessageThatIsNone() {
        HttpResponse<String> response = compressed(V1, new byte[] {0x0a, 0x7f, 1});

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("no remote write message");
    }

    @Test
    void refusesByItsOwnWordABlockThatIsTooLarge() {
        byte[] bomb = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07, 0};

        assertThat(post(V1, "snappy", bomb).statusCode()).isEqualTo(413);
        assertThat(compressed(V1, new byte[MAX_BYTES + 1]).statusCode()).isEqualTo(413);
    }

    @Test
    void anEmptyMessageIsASuccess() {
        assertThat(compressed(V2, new byte[0]).statusCode()).isEqualTo(204);
    }

    private static Map<String, String> with(Map<String, String> labels, String label, String value) {
        Map<String, String> more = new HashMap<>(labels);
        more.put(label, value);
        return more;
    }

    private static Messages.One one(String metric, Map<String, String> labels, double value) {
        Map<String, String> all = with(labels, "__name__", metric);
        all.put("job", "cart");
        all.put("instance", "cart-1:8080");
        return new Messages.One(all, value, AT);
    }

    private HttpResponse<String> send(String contentType, Messages.One... series) {
        List<Messages.One> all = List.of(series);
        return compressed(contentType, contentType.equals(V2) ? Messages.v2(all) : Messages.v1(all));
    }

    private HttpResponse<String> compressed(String contentType, byte[] message) {
        try {
            return post(contentType, "snappy", Snappy.compress(message));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> post(String contentType, String coding, byte[] body) {
        try {
            return CLIENT.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + "/api/v1/write"))
                            .header("Content-Type", contentType)
                            .header("Content-Encoding", coding)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
