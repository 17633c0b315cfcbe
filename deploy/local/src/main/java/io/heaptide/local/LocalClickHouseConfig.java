package io.heaptide.local;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A ClickHouse server on this machine.
 *
 * @param directory where it keeps its data, credentials and logs, across restarts
 * @param library where the engine comes from
 * @param httpPort on 127.0.0.1 only; 0 picks a free one
 * @param nativePort on 127.0.0.1 only; 0 picks a free one
 * @param maxMemoryMib what all queries and merges together may take before they are refused
 * @param startPatience how long a start may take before it counts as failed; the engine's download is not part of it
 */
public record LocalClickHouseConfig(
        Path directory,
        ClickHouseLibrary library,
        int httpPort,
        int nativePort,
        int maxMemoryMib,
        Duration startPatience) {
    private static final int MIN_MEMORY_MIB = 512; // idle it takes about 270 of them

    public LocalClickHouseConfig {
        Checks.port("clickhouse.httpPort", httpPort);
        Checks.port("clickhouse.nativePort", nativePort);
        Checks.positive("clickhouse.startPatience", startPatience);
        if (maxMemoryMib < MIN_MEMORY_MIB) {
            throw new IllegalArgumentException(
                    "clickhouse.maxMemoryMib must be at least " + MIN_MEMORY_MIB + ", got " + maxMemoryMib);
        }
        if (httpPort != 0 && httpPort == nativePort) {
            throw new IllegalArgumentException("clickhouse.httpPort and nativePort must differ, got " + httpPort);
        }
    }

    /** The defaults: any free ports, 3 GiB, ending with this JVM; the library as the environment says. */
    public static LocalClickHouseConfig in(Path directory) {
        ClickHouseLibrary library = ClickHouseLibrary.of(System.getenv());
        return new LocalClickHouseConfig(directory, library, 0, 0, 3072, Duration.ofSeconds(90));
    }

    public LocalClickHouseConfig withLibrary(ClickHouseLibrary newLibrary) {
        return new LocalClickHouseConfig(directory, newLibrary, httpPort, nativePort, maxMemoryMib, startPatience);
    }

    public LocalClickHouseConfig withPorts(int newHttpPort, int newNativePort) {
        return new LocalClickHouseConfig(directory, library, newHttpPort, newNativePort, maxMemoryMib, startPatience);
    }

    public LocalClickHouseConfig withMaxMemoryMib(int newMaxMemoryMib) {
        return new LocalClickHouseConfig(directory, library, httpPort, nativePort, newMaxMemoryMib, startPatience);
    }
}
