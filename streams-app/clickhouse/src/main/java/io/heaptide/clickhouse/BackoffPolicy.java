package io.heaptide.clickhouse;

import java.time.Duration;

/**
 * How long to wait before a neighbour that failed is tried again.
 *
 * @param first after the first failure; doubles with each further one
 * @param max never longer than this: how late a recovery may be noticed
 */
public record BackoffPolicy(Duration first, Duration max) {

    private static final int MAX_DOUBLINGS = 30;

    public BackoffPolicy {
        if (first.isNegative() || first.isZero()) {
            throw new IllegalArgumentException("backoff.first must be positive, got " + first);
        }
        if (max.compareTo(first) < 0) {
            throw new IllegalArgumentException("backoff.max must not be below backoff.first, got " + max);
        }
    }

    /** A fifth of a second at first, ten seconds at most. */
    public static BackoffPolicy defaults() {
        return new BackoffPolicy(Duration.ofMillis(200), Duration.ofSeconds(10));
    }

    /**
     * The wait after so many failures in a row.
     *
     * @param failures at least 1
     * @param jitter in [0, 1): spreads many sinks that failed together over the upper half of the wait
     */
    Duration delay(int failures, double jitter) {
        long doubled = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
        long bounded = Math.min(max.toMillis(), Math.max(doubled, first.toMillis()));
        return Duration.ofMillis(bounded - (long) (jitter * bounded / 2));
    }
}
