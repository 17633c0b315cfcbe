package io.heaptide.clickhouse;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Failures in a row, and when the next attempt is due. */
final class Backoff {

    private final BackoffPolicy policy;
    private final RandomGenerator random;
    private int failures;
    private Instant nextAt = Instant.MIN;

    Backoff(BackoffPolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
    }

    Duration failed(Instant now) {
        failures++;
        Duration delay = policy.delay(failures, random.nextDouble());
        nextAt = now.plus(delay);
        return delay;
    }

    void worked() {
        failures = 0;
        nextAt = Instant.MIN;
    }

    boolean isFailing() {
        return failures > 0;
    }

    boolean isFirstFailure() {
        return failures == 1;
    }

    boolean isElapsed(Instant now) {
        return !now.isBefore(nextAt);
    }

    Instant nextAt() {
        return nextAt;
    }
}
