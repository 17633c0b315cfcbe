package io.heaptide.backtest;

import java.util.OptionalLong;

/**
 * One reading: a line of a samples file, or a point of a Prometheus series.
 *
 * @param pool memory pool or heap space, empty if the metric has none
 * @param usedBytes the level; of a metric that is a limit, the limit
 * @param limitBytes the limit of this metric, if it came with one
 * @param version the service's version, empty if unknown
 */
public record Reading(
        long atMillis,
        String service,
        String instance,
        String metric,
        String pool,
        long usedBytes,
        OptionalLong limitBytes,
        String version) {
    /** A reading of a metric without pools. */
    public Reading(
            long atMillis,
            String service,
            String instance,
            String metric,
            long usedBytes,
            OptionalLong limitBytes,
            String version) {
        this(atMillis, service, instance, metric, "", usedBytes, limitBytes, version);
    }
}
