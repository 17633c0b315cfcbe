package io.heaptide.notifier;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long and how often a target that does not answer is tried.
 *
 * @param firstDelay after the first failure; doubles with each further one
 * @param maxDelay the longest wait of our own; a target that comes back is noticed within it
 * @param maxRetryAfter the longest wait a target may ask for; a wrong header must not silence it for days
 * @param maxAge an alert older than this is news to nobody: dropped, counted and dead-lettered
 */
public record RetryPolicy(Duration firstDelay, Duration maxDelay, Duration maxRetryAfter, Duration maxAge) {

    /** One second to one minute, at most ten minutes where the target asks, for a day. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofDays(1));

    private static final int MOST_DOUBLINGS = 30;

    public RetryPolicy {
        requirePositive("retry.firstDelay", firstDelay);
        requirePositive("retry.maxRetryAfter", maxRetryAfter);
        requirePositive("retry.maxAge", maxAge);
        if (maxDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException(
                    "retry.maxDelay must be at least retry.firstDelay, got " + maxDelay + " and " + firstDelay);
        }
    }

    /** The same policy with another age limit. */
    public RetryPolicy withMaxAge(Duration age) {
        return new RetryPolicy(firstDelay, maxDelay, maxRetryAfter, age);
    }

    /**
     * The wait after a failure.
     *
     * @param failures in a row, at least 1
     * @param asked by the target; obeyed up to the bound, and never undercut
     * @param jitter spreads the senders of one target: between half and all of the exponential wait
     */
    Duration delay(int failures, Optional<Duration> asked, RandomGenerator jitter) {
        Duration exponential = firstDelay.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        long half = shorter(exponential, maxDelay).toMillis() / 2;
        Duration own = Duration.ofMillis(half + jitter.nextLong(half + 1));
        return asked.map(wait -> shorter(wait, maxRetryAfter))
                .filter(wait -> wait.compareTo(own) > 0)
                .orElse(own);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, got " + value);
        }
    }
}
