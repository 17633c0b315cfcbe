package io.heaptide.agent;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.time.Duration;

/**
 * What is the agent's own to set; everything else is OpenTelemetry's.
 *
 * @param enabled false where {@code OTEL_SDK_DISABLED} says so
 * @param allocationInterval time between two allocation summaries; zero for none
 * @param allocationBudgetBytes the largest summary sent
 */
record AgentSettings(boolean enabled, Duration allocationInterval, int allocationBudgetBytes) {

    static final String INTERVAL = "heaptide.agent.allocation.interval";
    static final String BUDGET = "heaptide.agent.allocation.budget";

    /** A site's growth shows over minutes, and reading one minute of recording costs a tenth of a second. */
    static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(60);

    /** Fifty sites with twenty frames of a hundred characters fit in half of it, well below any receiver's limit. */
    static final int DEFAULT_BUDGET_BYTES = 64 * 1024;

    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    private static final int SMALLEST_BUDGET_BYTES = 4 * 1024;

    AgentSettings {
        if (!allocationInterval.isZero() && allocationInterval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException(
                    INTERVAL + " must be 0 or at least " + SHORTEST_INTERVAL + ", got " + allocationInterval);
        }
        if (allocationBudgetBytes < SMALLEST_BUDGET_BYTES) {
            throw new IllegalArgumentException(
                    BUDGET + " must be at least " + SMALLEST_BUDGET_BYTES + " bytes, got " + allocationBudgetBytes);
        }
    }

    static AgentSettings from(ConfigProperties config) {
        return new AgentSettings(
                !config.getBoolean("otel.sdk.disabled", false),
                config.getDuration(INTERVAL, DEFAULT_INTERVAL),
                config.getInt(BUDGET, DEFAULT_BUDGET_BYTES));
    }

    boolean summarisesAllocations() {
        return !allocationInterval.isZero();
    }
}
