package io.heaptide.simulator.otlp;

import java.time.Duration;

/**
 * How patient the sender is.
 *
 * @param firstDelay before the second attempt; doubled before each further one
 * @param maxDelay never waits longer than this on its own; a receiver may ask for more
 * @param giveUpAfter since the first attempt: a receiver that is away longer needs a person
 * @param requestTimeout for one attempt
 */
public record RetryPolicy(Duration firstDelay, Duration maxDelay, Duration giveUpAfter, Duration requestTimeout) {

    /** Checks every part. */
    public RetryPolicy {
        positive("retry.firstDelay", firstDelay);
        positive("retry.maxDelay", maxDelay);
        positive("retry.giveUpAfter", giveUpAfter);
        positive("retry.requestTimeout", requestTimeout);
    }

    /** The defaults: quick at first, at most 5 seconds apart. */
    public static RetryPolicy givingUpAfter(Duration time) {
        return new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(5), time, Duration.ofSeconds(10));
    }

    /** The wait before an attempt; attempts count from 0, and the first has none. */
    Duration delayBefore(int attempt) {
        if (attempt == 0) {
            return Duration.ZERO;
        }
        int doublings = Math.min(attempt - 1, 20); // 2^20 first delays are longer than any bound
        Duration delay = firstDelay.multipliedBy(1L << doublings);
        return delay.compareTo(maxDelay) < 0 ? delay : maxDelay;
    }

    private static void positive(String field, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(field + " must be positive, got " + value);
        }
    }
}
