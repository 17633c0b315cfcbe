package io.heaptide.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.schemas.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkConfigTest {

    private static final String SECRET = "hunter2-never-print-me";

    @Test
    void anEmptyEnvironmentGivesTheDefaults() {
        assertThat(SinkConfig.fromEnvironment(Map.of()))
                .isEqualTo(new SinkConfig(
                        Map.of("bootstrap.servers", "127.0.0.1:9092"),
                        "heaptide-clickhouse",
                        new ClickHouseTarget(URI.create("http://127.0.0.1:8123"), "heaptide", Secret.NONE, "heaptide"),
                        new SchemaOptions(
                                false,
                                Optional.empty(),
                                Map.of(
                                        "memory_samples", 3,
                                        "series_trends", 30,
                                        "leak_scores", 400,
                                        "leak_alerts", 400,
                                        "allocation_sites", 90,
                                        "lifecycle_events", 400,
                                        "dead_letters", 30)),
                        true,
                        new BatchPolicy(100_000, 16 << 20, Duration.ofSeconds(1)),
                        new BackoffPolicy(Duration.ofMillis(200), Duration.ofSeconds(10))));
    }

    @Test
    void everyKeyIsRead() {
        SinkConfig config = SinkConfig.fromEnvironment(Map.of(
                "HEAPTIDE_KAFKA", "kafka:9092",
                "HEAPTIDE_SINK_GROUP", "second",
                "HEAPTIDE_CLICKHOUSE_URL", "https://clickhouse:8443",
                "HEAPTIDE_CLICKHOUSE_USER", "sink",
                "HEAPTIDE_CLICKHOUSE_PASSWORD", SECRET,
                "HEAPTIDE_CLICKHOUSE_DATABASE", "memory",
                "HEAPTIDE_CLICKHOUSE_REPLICATED", "on",
                "HEAPTIDE_CLICKHOUSE_CLUSTER", "{cluster}",
                "HEAPTIDE_CLICKHOUSE_RETENTION_DAYS", "leak_scores=7, dead_letters=1",
                "HEAPTIDE_CLICKHOUSE_SAMPLES", "off"));
        assertThat(config.kafka()).containsEntry("bootstrap.servers", "kafka:9092");
        assertThat(config.group()).isEqualTo("second");
        assertThat(config.target())
                .isEqualTo(new ClickHouseTarget(
                        URI.create("https://clickhouse:8443"), "sink", new Secret(SECRET), "memory"));
        assertThat(config.schema().replicated()).isTrue();
        assertThat(config.schema().cluster()).contains("{cluster}");
        assertThat(config.schema().retentionDays())
                .containsEntry("leak_scores", 7)
                .containsEntry("dead_letters", 1)
                .containsEntry("series_trends", 30);
        assertThat(config.samples()).isFalse();
    }

    @Test
    void batchKeysAreRead() {
        BatchPolicy batch = SinkConfig.fromEnvironment(
                        Map.of("HEAPTIDE_SINK_ROWS", "5000", "HEAPTIDE_SINK_FLUSH", "250ms"))
                .batch();
        assertThat(batch).isEqualTo(new BatchPolicy(5000, 16 << 20, Duration.ofMillis(250)));
    }

    @ParameterizedTest
    @CsvSource({
        "HEAPTIDE_CLICKHOUSE_SAMPLES, yes",
        "HEAPTIDE_CLICKHOUSE_REPLICATED, 1",
        "HEAPTIDE_SINK_FLUSH, soon",
        "HEAPTIDE_SINK_ROWS, many",
        "HEAPTIDE_CLICKHOUSE_RETENTION_DAYS, leak_scores",
        "HEAPTIDE_CLICKHOUSE_RETENTION_DAYS, leak_scores=-1",
        "HEAPTIDE_CLICKHOUSE_RETENTION_DAYS, leak_scores=many",
    })
    void aValueThatCannotBeUsedNamesItsKey(String key, String value) {
        assertThatThrownBy(() -> SinkConfig.fromEnvironment(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(value);
    }

    @ParameterizedTest
    @CsvSource({
        "HEAPTIDE_SINK_ROWS, 0, sink.rows",
        "HEAPTIDE_SINK_ROWS, 500001, sink.rows",
        "HEAPTIDE_SINK_FLUSH, 0s, sink.flush",
        "HEAPTIDE_SINK_FLUSH, 2m, sink.flush",
        "HEAPTIDE_CLICKHOUSE_URL, localhost:8123, clickhouse.url",
        "HEAPTIDE_CLICKHOUSE_DATABASE, a-b, clickhouse.database",
        "HEAPTIDE_CLICKHOUSE_CLUSTER, a'b, clickhouse.cluster",
        "HEAPTIDE_CLICKHOUSE_RETENTION_DAYS, nothing=3, nothing",
        "HEAPTIDE_CLICKHOUSE_RETENTION_DAYS, leak_scores=0, leak_scores",
    })
    void aValueOutOfRangeIsRefused(String key, String value, String named) {
        assertThatThrownBy(() -> SinkConfig.fromEnvironment(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @Test
    void aBlankGroupOrBrokerIsRefused() {
        SinkConfig config = SinkConfig.fromEnvironment(Map.of());
        assertThatThrownBy(() -> config.withGroup(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sink.group");
        assertThatThrownBy(() -> SinkConfig.of(" ", config.target()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bootstrap.servers");
    }

    @Test
    void thePasswordDoesNotPrint() {
        SinkConfig config = SinkConfig.fromEnvironment(Map.of("HEAPTIDE_CLICKHOUSE_PASSWORD", SECRET));
        assertThat(config.toString()).doesNotContain(SECRET).contains("<redacted>");
    }

    @ParameterizedTest
    @CsvSource({"http://sink:" + SECRET + "@clickhouse:8123", "http://sink:" + SECRET + "@click house"})
    void aPasswordInTheUrlIsRefusedWithoutBeingPrinted(String url) {
        assertThatThrownBy(() -> SinkConfig.fromEnvironment(Map.of("HEAPTIDE_CLICKHOUSE_URL", url)))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain(SECRET));
    }
}
