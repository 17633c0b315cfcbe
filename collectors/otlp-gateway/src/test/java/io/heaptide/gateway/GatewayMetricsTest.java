package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.grpc.GrpcClients;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import io.heaptide.signals.publish.SinkUnavailable;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the gateway tells of itself, as Prometheus and a probe read it. */
class GatewayMetricsTest {

    @RegisterExtension
    private final Gateways gateways = new Gateways();

    private final InMemorySink sink = gateways.sink();
    private final OtlpGateway gateway = gateways.listening(Configs.open(256, 1 << 20));
    private final WebClient http = Gateways.client(gateway);

    @Test
    void requestsAreCountedByProtocolPathAndAnswer() {
        post("/v1/metrics", MediaType.X_PROTOBUF, Requests.metrics(1).toByteArray());
        post("/v1/metrics", MediaType.X_PROTOBUF, new byte[] {(byte) 0xff});
        post("/api/v1/write", MediaType.X_PROTOBUF, new byte[0]);
        GrpcClients.newClient(
                        "gproto+http://127.0.0.1:" + gateway.grpcPort(),
                        MetricsServiceGrpc.MetricsServiceBlockingStub.class)
                .export(Requests.metrics(2));

        assertThat(untilTold("otlp-grpc"))
                .contains(
                        requests("200", "/v1/metrics", "otlp-http") + " 1.0",
                        requests("400", "/v1/metrics", "otlp-http") + " 1.0",
                        requests("415", "/api/v1/write", "remote-write") + " 1.0")
                .anyMatch(line -> line.startsWith("heaptide_gateway_requests_total{code=\"OK\"")
                        && line.endsWith("protocol=\"otlp-grpc\"} 1.0"))
                .anyMatch(line -> line.startsWith("heaptide_gateway_request_size_bytes_total{"))
                .anyMatch(line -> line.startsWith("heaptide_gateway_request_duration_seconds_count{"));
    }

    @Test
    void pointsAreCountedByWhatBecameOfThem() {
        post("/v1/metrics", MediaType.X_PROTOBUF, Requests.metrics(1, -1, 2).toByteArray());
        post(
                "/v1/logs",
                MediaType.X_PROTOBUF,
                Requests.kubernetesEvent("Pulled").toByteArray());

        assertThat(page())
                .contains(
                        "heaptide_gateway_points_total{outcome=\"accepted\",signal=\"metrics\"} 2.0",
                        "heaptide_gateway_points_rejected_total{heaptide_drop_reason=\"negative\",signal=\"metrics\"} 1.0",
                        "heaptide_gateway_points_total{outcome=\"ignored\",signal=\"logs\"} 1.0",
                        "heaptide_publish_readings_total{outcome=\"acknowledged\"} 2.0",
                        "heaptide_publish_held 0.0");
    }

    @Test
    void itsOwnMemoryIsThereForHeaptideToWatch() {
        assertThat(page())
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .anyMatch(line -> line.startsWith("jvm_gc_live_data_size_bytes"))
                .anyMatch(line -> line.startsWith("netty_allocator_memory_used{"));
    }

    @Test
    void healthAndMetricsTellWhatKafkaDidNotTake() {
        sink.fails(SinkUnavailable.Reason.BUFFER_FULL);
        post("/v1/metrics", MediaType.X_PROTOBUF, Requests.metrics(1, 2, 3).toByteArray());

        AggregatedHttpResponse health = http.get("/health").aggregate().join();

        assertThat(health.status().code()).isEqualTo(503);
        assertThat(health.contentUtf8())
                .isEqualTo(
                        "{\"healthy\":false,\"heldReadings\":0,\"acknowledgedReadings\":0,\"notPublishedReadings\":3}");
        assertThat(page()).contains("heaptide_publish_readings_total{outcome=\"buffer_full\"} 3.0");

        sink.acknowledges();
        assertThat(http.get("/health").aggregate().join().contentUtf8())
                .isEqualTo(
                        "{\"healthy\":true,\"heldReadings\":0,\"acknowledgedReadings\":0,\"notPublishedReadings\":3}");
    }

    @Test
    void whatWaitsForKafkaIsShownWhileItWaits() {
        sink.hangs();
        var waiting = http.execute(
                RequestHeaders.builder(HttpMethod.POST, "/v1/metrics")
                        .contentType(MediaType.X_PROTOBUF)
                        .build(),
                Requests.metrics(1, 2).toByteArray());
        OtlpExportContract.await(() -> sink.readings.size() == 1);

        assertThat(page()).contains("heaptide_publish_held 2.0", "heaptide_gateway_requests_active 1.0");
        assertThat(waiting.aggregate().join().status().code()).isEqualTo(503);
    }

    private static String requests(String code, String path, String protocol) {
        return "heaptide_gateway_requests_total{code=\"%s\",path=\"%s\",protocol=\"%s\"}"
                .formatted(code, path, protocol);
    }

    /** A request is counted when its answer is on its way, a moment after the client has it. */
    private List<String> untilTold(String what) {
        OtlpExportContract.await(() -> page().stream().anyMatch(line -> line.contains(what)));
        return page();
    }

    private List<String> page() {
        return http.get("/metrics").aggregate().join().contentUtf8().lines().toList();
    }

    private void post(String path, MediaType type, byte[] body) {
        http.execute(
                        RequestHeaders.builder(HttpMethod.POST, path)
                                .contentType(type)
                                .build(),
                        body)
                .aggregate()
                .join();
    }
}
