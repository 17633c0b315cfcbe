package io.heaptide.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.clickhouse.SinkConfig;
import io.heaptide.notifier.NotifierConfig;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthServerTest {

    private static final PartHealth WELL = new PartHealth(true, false, "RUNNING");
    private static final PartHealth WAITING = new PartHealth(false, false, Optional.of(Instant.EPOCH));
    private static final PartHealth BROKEN = new PartHealth(false, true, "ERROR");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void startingCountsAsNotYetWell() throws Exception {
        try (HealthServer server = new HealthServer("127.0.0.1", 0)) {
            assertThat(get(server, "/health").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void wellOnlyWhenEveryRoleIs() throws Exception {
        try (HealthServer server = new HealthServer("127.0.0.1", 0)) {
            server.watch(List.of(part(Role.SINK, WELL), part(Role.NOTIFIER, WELL)));
            assertThat(get(server, "/health").statusCode()).isEqualTo(200);
            server.watch(List.of(part(Role.SINK, WAITING), part(Role.NOTIFIER, WELL)));
            assertThat(get(server, "/health").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void waitingForANeighbourIsAliveButABrokenRoleIsNot() throws Exception {
        try (HealthServer server = new HealthServer("127.0.0.1", 0)) {
            server.watch(List.of(part(Role.SINK, WAITING)));
            assertThat(get(server, "/live").statusCode()).isEqualTo(200);
            server.watch(List.of(part(Role.SINK, BROKEN)));
            assertThat(get(server, "/live").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void theRealPartsCanTellTheirHealthAsJson() throws Exception {
        Map<String, String> nowhere =
                Map.of("HEAPTIDE_KAFKA", "127.0.0.1:1", "HEAPTIDE_CLICKHOUSE_URL", "http://127.0.0.1:1");
        try (Part sink = new SinkPart(SinkConfig.fromEnvironment(nowhere), InstantSource.system());
                Part notifier = new NotifierPart(NotifierConfig.fromEnvironment(nowhere), InstantSource.system());
                HealthServer server = new HealthServer("127.0.0.1", 0)) {
            server.watch(List.of(sink, notifier));
            assertThat(get(server, "/health").body()).contains("\"sink\"").contains("\"notifier\"");
            assertThat(get(server, "/metrics").body()).contains("heaptide_role_ready{role=\"sink\"} 0.0");
        }
    }

    @Test
    void metricsTellWhatTheRolesCountAndTheMemoryOfTheProcess() throws Exception {
        try (HealthServer server = new HealthServer("127.0.0.1", 0)) {
            server.watch(List.of(part(Role.SINK, WELL), part(Role.NOTIFIER, WAITING)));
            get(server, "/metrics");
            HttpResponse<String> page = get(server, "/metrics");
            assertThat(page.headers().firstValue("Content-Type")).contains(Meters.CONTENT_TYPE);
            assertThat(page.body().lines())
                    .contains(
                            "heaptide_role_ready{role=\"sink\"} 1.0",
                            "heaptide_role_ready{role=\"notifier\"} 0.0",
                            "# TYPE test_rows_total counter",
                            "test_rows_total{part=\"sink\"} 3.0")
                    .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                    .anyMatch(line -> line.startsWith("jvm_gc_live_data_size_bytes"));
        }
    }

    @Test
    void aTakenPortIsNamedWithItsRemedy() {
        try (HealthServer first = new HealthServer("127.0.0.1", 0)) {
            assertThatThrownBy(() -> new HealthServer("127.0.0.1", first.port()))
                    .hasMessageContaining("HEAPTIDE_HEALTH_PORT " + first.port())
                    .hasMessageContaining("choose another");
        }
    }

    private HttpResponse<String> get(HealthServer server, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Part part(Role role, PartHealth health) {
        return new Part() {
            @Override
            public Role role() {
                return role;
            }

            @Override
            public PartHealth health() {
                return health;
            }

            @Override
            public void tell(Meters meters) {
                meters.count("test.rows", "Rows of the test", Tags.of("part", role.label()), 3);
            }

            @Override
            public void close() {}
        };
    }
}
