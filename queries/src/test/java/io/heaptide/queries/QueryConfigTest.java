package io.heaptide.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.schemas.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryConfigTest {

    private static final String SECRET = "hunter2-never-print-me";

    @Test
    void anEmptyEnvironmentGivesTheDefaults() {
        assertThat(QueryConfig.fromEnvironment(Map.of()))
                .isEqualTo(new QueryConfig(
                        URI.create("http://127.0.0.1:8123"),
                        "heaptide",
                        Secret.NONE,
                        "heaptide",
                        Duration.ofSeconds(30),
                        100_000));
    }

    @Test
    void everyKeyIsReadAndThePasswordDoesNotPrint() {
        QueryConfig config = QueryConfig.fromEnvironment(Map.of(
                "HEAPTIDE_CLICKHOUSE_URL", "https://clickhouse:8443",
                "HEAPTIDE_CLICKHOUSE_USER", "reader",
                "HEAPTIDE_CLICKHOUSE_PASSWORD", SECRET,
                "HEAPTIDE_CLICKHOUSE_DATABASE", "memory"));
        assertThat(config)
                .isEqualTo(
                        QueryConfig.of(URI.create("https://clickhouse:8443"), "reader", new Secret(SECRET), "memory"));
        assertThat(config.toString()).doesNotContain(SECRET).contains("<redacted>");
    }

    @Test
    void aPasswordInTheUrlIsRefusedWithoutBeingPrinted() {
        assertThatThrownBy(() -> QueryConfig.fromEnvironment(
                        Map.of("HEAPTIDE_CLICKHOUSE_URL", "http://reader:" + SECRET + "@clickhouse:8123")))
                .hasMessageContaining("HEAPTIDE_CLICKHOUSE_PASSWORD")
                .satisfies(e -> assertThat(e.toString()).doesNotContain(SECRET));
        assertThatThrownBy(() -> QueryConfig.fromEnvironment(
                        Map.of("HEAPTIDE_CLICKHOUSE_URL", "http://reader:" + SECRET + "@click house")))
                .satisfies(e -> assertThat(e.toString()).doesNotContain(SECRET));
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        URI url = URI.create("http://127.0.0.1:8123");
        assertThatThrownBy(() -> QueryConfig.of(URI.create("ftp://x"), "u", Secret.NONE, "d"))
                .hasMessageContaining("clickhouse.url");
        assertThatThrownBy(() -> QueryConfig.of(url, " ", Secret.NONE, "d")).hasMessageContaining("clickhouse.user");
        assertThatThrownBy(() -> QueryConfig.of(url, "u", Secret.NONE, "")).hasMessageContaining("clickhouse.database");
        assertThatThrownBy(() -> new QueryConfig(url, "u", Secret.NONE, "d", Duration.ofMillis(10), 1))
                .hasMessageContaining("query.timeout");
        assertThatThrownBy(() -> new QueryConfig(url, "u", Secret.NONE, "d", Duration.ofSeconds(1), 0))
                .hasMessageContaining("query.max-rows");
    }

    @Test
    void anUnreachableServerIsNamedWithoutThePassword() {
        QueryConfig nowhere = QueryConfig.of(URI.create("http://127.0.0.1:1"), "reader", new Secret(SECRET), "memory");
        try (QueryRunner runner = new QueryRunner(nowhere, InstantSource.system())) {
            assertThatThrownBy(() -> runner.sql("SELECT 1"))
                    .isInstanceOf(QueryFailed.class)
                    .hasMessageStartingWith("ClickHouse at http://127.0.0.1:1 gave no answer: ")
                    .hasStackTraceContaining("refused")
                    .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain(SECRET));
        }
    }
}
