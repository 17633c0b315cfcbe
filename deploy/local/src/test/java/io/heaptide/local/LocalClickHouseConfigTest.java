package io.heaptide.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalClickHouseConfigTest {
    private static final Path DIRECTORY = Path.of("clickhouse");
    private static final LocalClickHouseConfig DEFAULTS = LocalClickHouseConfig.in(DIRECTORY);
    private static final ClickHouseLibrary LIBRARY = ClickHouseLibrary.of(Map.of("HEAPTIDE_LIBCHDB", "/lib/x.so"));

    @Test
    void hasTheseDefaults() {
        assertThat(DEFAULTS)
                .isEqualTo(new LocalClickHouseConfig(
                        DIRECTORY, ClickHouseLibrary.of(System.getenv()), 0, 0, 3072, Duration.ofSeconds(90)));
    }

    @Test
    void changesOneThingAtATime() {
        assertThat(DEFAULTS.withPorts(8123, 9000).withLibrary(LIBRARY).withMaxMemoryMib(1024))
                .isEqualTo(new LocalClickHouseConfig(DIRECTORY, LIBRARY, 8123, 9000, 1024, Duration.ofSeconds(90)));
    }

    @Test
    void refusesPortsThatDoNotExistOrCollide() {
        assertThatThrownBy(() -> DEFAULTS.withPorts(-1, 0))
                .hasMessage("clickhouse.httpPort must be in [0, 65535], got -1");
        assertThatThrownBy(() -> DEFAULTS.withPorts(8123, 8123))
                .hasMessage("clickhouse.httpPort and nativePort must differ, got 8123");
    }

    @Test
    void refusesLessMemoryThanTheEngineTakesIdle() {
        assertThatThrownBy(() -> DEFAULTS.withMaxMemoryMib(100))
                .hasMessage("clickhouse.maxMemoryMib must be at least 512, got 100");
    }
}
