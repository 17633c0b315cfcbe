package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Calls by hand: curl, and grpcurl built from its Go module. */
class RawCallsIT {

    private static final String GRPCURL = "github.com/fullstorydev/grpcurl/cmd/grpcurl@v1.9.3";
    private static final Duration CALLING = Duration.ofMinutes(1);
    private static final Duration BUILDING = Duration.ofMinutes(10);

    private static final String JSON = """
            {"resourceMetrics":[{"resource":{"attributes":[
              {"key":"service.name","value":{"stringValue":"checkout"}},
              {"key":"service.instance.id","value":{"stringValue":"raw-1"}}]},
             "scopeMetrics":[{"metrics":[{"name":"process.memory.usage","unit":"By","gauge":{"dataPoints":[
              {"timeUnixNano":"1772366400000000000","asInt":"4096"}]}}]}]}]}
            """;

    @TempDir
    private Path folder = Path.of("");

    @RegisterExtension
    private final Gateways gateways = new Gateways();

    private final InMemorySink sink = gateways.sink();
    private final OtlpGateway gateway = gateways.listening(Configs.open(256, 1 << 20));

    @Test
    void curlWithJson() throws Exception {
        Files.writeString(folder.resolve("request.json"), JSON);

        assertThat(curl("/v1/metrics", "application/json", "request.json")).isEqualTo("{} 200 application/json");
        assertThat(values()).containsExactly(4_096L);
    }

    @Test
    void curlWithProtobuf() throws Exception {
        Files.write(folder.resolve("request.pb"), Requests.metrics(8_192).toByteArray());

        assertThat(curl("/v1/metrics", "application/x-protobuf", "request.pb"))
                .isEqualTo(" 200 application/x-protobuf");
        assertThat(values()).containsExactly(8_192L);
    }

    @Test
    void curlIsToldWhatIsWrongInItsOwnFormat() throws Exception {
        Files.writeString(folder.resolve("request.json"), "{\"resourceMetrics\": 7}");

        assertThat(curl("/v1/metrics", "application/json", "request.json"))
                .startsWith("{\"code\":3,\"message\":\"the body is no OTLP JSON")
                .endsWith(" 400 application/json");
    }

    @Test
    @Tag("field")
    void grpcurlDescribesAndCallsTheServices() throws Exception {
        String go = Machine.program("go");
        Map<String, String> environment =
                Map.of("GOBIN", folder.toString(), "GOFLAGS", "-trimpath", "CGO_ENABLED", "0");
        Machine.run(BUILDING, folder, environment, go, "install", GRPCURL);
        String grpcurl = folder.resolve("grpcurl").toString();
        String address = "127.0.0.1:" + gateway.grpcPort();

        assertThat(run(grpcurl, "-plaintext", address, "list"))
                .contains("opentelemetry.proto.collector.metrics.v1.MetricsService")
                .contains("opentelemetry.proto.collector.logs.v1.LogsService")
                .contains("grpc.health.v1.Health");
        assertThat(run(
                        grpcurl,
                        "-plaintext",
                        "-d",
                        JSON,
                        address,
                        "opentelemetry.proto.collector.metrics.v1.MetricsService/Export"))
                .isEqualToIgnoringWhitespace("{}");
        assertThat(values()).containsExactly(4_096L);
    }

    private String curl(String path, String contentType, String file) throws IOException, InterruptedException {
        return run(
                Machine.program("curl"),
                "-sS",
                "-m",
                "30",
                "-H",
                "Content-Type: " + contentType,
                "--data-binary",
                "@" + file,
                "-w",
                " %{http_code} %{content_type}",
                "http://127.0.0.1:" + gateway.httpPort() + path);
    }

    private String run(String... command) throws IOException, InterruptedException {
        return Machine.run(CALLING, folder, Map.of(), command);
    }

    private List<Long> values() {
        return sink.readings.stream()
                .map(InstanceReadings::readings)
                .flatMap(List::stream)
                .map(Reading::bytes)
                .toList();
    }
}
