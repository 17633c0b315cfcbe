package io.heaptide.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final BackoffPolicy POLICY = new BackoffPolicy(Duration.ofMillis(100), Duration.ofSeconds(5));

    @Test
    void theWaitDoublesUpToItsBound() {
        assertThat(POLICY.delay(1, 0)).isEqualTo(Duration.ofMillis(100));
        assertThat(POLICY.delay(4, 0)).isEqualTo(Duration.ofMillis(800));
        assertThat(POLICY.delay(7, 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(POLICY.delay(Integer.MAX_VALUE, 0)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void jitterTakesAwayAtMostHalf() {
        assertThat(POLICY.delay(7, 0.999)).isBetween(Duration.ofMillis(2500), Duration.ofMillis(2510));
    }

    @Test
    void aSuccessStartsOver() {
        Backoff backoff = new Backoff(POLICY, new SplittableRandom(7));
        Instant now = Instant.EPOCH;
        backoff.failed(now);
        assertThat(backoff.isFailing()).isTrue();
        assertThat(backoff.isElapsed(now)).isFalse();
        assertThat(backoff.isElapsed(now.plusMillis(100))).isTrue();
        backoff.worked();
        assertThat(backoff.isFailing()).isFalse();
        assertThat(backoff.isElapsed(now)).isTrue();
    }

    @Test
    void wrongBoundsAreRefused() {
        assertThatThrownBy(() -> new BackoffPolicy(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessageContaining("backoff.first");
        assertThatThrownBy(() -> new BackoffPolicy(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageContaining("backoff.max");
    }
}
