package io.heaptide.agent;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.time.Duration;

/**
 * What is the agent's own to set; everything else is OpenTelemetry's.
 *
 * @param enabled false where {@code OTEL_SDK_DISABLED} says so
 * @param allocationInterval time between two allocation summaries; zero for none
 * @param allocationBudgetBytes the largest summary sent
 * @param nativeMemoryDelay how old the JVM must be before it is asked for its native memory
 * @param bufferedBatches exports kept of each signal while the collector is away
 */
public record AgentSettings(
        boolean enabled,
        Duration allocationInterval,
        int allocationBudgetBytes,
        Duration nativeMemoryDelay,
        int bufferedBatches) {

    static final String INTERVAL = "heaptide.agent.allocation.interval";
    static final String BUDGET = "heaptide.agent.allocation.budget";
    static final String NATIVE_DELAY = "heaptide.agent.native.delay";
    static final String BUFFER = "heaptide.agent.buffer.batches";

    /** A site's growth shows over minutes, and reading one minute of recording costs a tenth of a second. */
    static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(60);

    /** Fifty sites with twenty frames of a hundred characters fit in half of it, well below any receiver's limit. */
    static final int DEFAULT_BUDGET_BYTES = 64 * 1024;

    /** Application servers that bring a log manager have chosen it long before. */
    static final Duration DEFAULT_NATIVE_DELAY = Duration.ofSeconds(60);

    /** Half an hour at one export a minute, and a few megabytes at most. */
    static final int DEFAULT_BATCHES = 30;

    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    private static final int SMALLEST_BUDGET_BYTES = 4 * 1024;
    private static final int MOST_BATCHES = 1_000;

    public AgentSettings {
        if (!allocationInterval.isZero() && allocationInterval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException(
                    INTERVAL + " must be 0 or at least " + SHORTEST_INTERVAL + ", got " + allocationInterval);
        }
        if (allocationBudgetBytes < SMALLEST_BUDGET_BYTES) {
            throw new IllegalArgumentException(
                    BUDGET + " must be at least " + SMALLEST_BUDGET_BYTES + " bytes, got " + allocationBudgetBytes);
        }
        if (nativeMemoryDelay.isNegative()) {
            throw new IllegalArgumentException(NATIVE_DELAY + " must not be negative, got " + nativeMemoryDelay);
        }
        if (bufferedBatches < 1 || bufferedBatches > MOST_BATCHES) {
            throw new IllegalArgumentException(
                    BUFFER + " must be in [1, " + MOST_BATCHES + "], got " + bufferedBatches);
        }
    }

    /** Reads them from where OpenTelemetry reads its own. */
    public static AgentSettings from(ConfigProperties config) {
        return new AgentSettings(
                !config.getBoolean("otel.sdk.disabled", false),
                config.getDuration(INTERVAL, DEFAULT_INTERVAL),
                config.getInt(BUDGET, DEFAULT_BUDGET_BYTES),
                config.getDuration(NATIVE_DELAY, DEFAULT_NATIVE_DELAY),
                config.getInt(BUFFER, DEFAULT_BATCHES));
    }

    boolean summarisesAllocations() {
        return !allocationInterval.isZero();
    }
}
