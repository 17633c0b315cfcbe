package io.heaptide.backtest;

/**
 * What is asked of Prometheus.
 *
 * @param limits query for limits, empty for none
 * @param fromMillis first time, epoch milliseconds
 * @param toMillis last time, included
 */
record RangeQuery(String usage, String limits, long fromMillis, long toMillis, long stepMillis) {
    /** Finer than Prometheus' own clock is of no use. */
    private static final long SHORTEST_STEP_MILLIS = 1_000;

    RangeQuery {
        if (usage.isBlank()) {
            throw new IllegalArgumentException(
                    "--query is empty: give a PromQL expression such as container_memory_rss");
        }
        if (toMillis < fromMillis) {
            throw new IllegalArgumentException("--to lies before --from: exchange them");
        }
        if (stepMillis < SHORTEST_STEP_MILLIS) {
            throw new IllegalArgumentException("--step is " + stepMillis + " ms: give 1s or more");
        }
    }
}
