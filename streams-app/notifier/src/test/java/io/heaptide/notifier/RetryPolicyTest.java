package io.heaptide.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {

    private static final RetryPolicy POLICY = RetryPolicy.DEFAULT;
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"1, 500, 1000", "2, 1000, 2000", "5, 8000, 16000", "7, 30000, 60000", "1000000, 30000, 60000"})
    void waitsDoubleUpToTheBoundAndAreSpreadOverTheirUpperHalf(int failures, long atLeast, long atMost) {
        SplittableRandom jitter = new SplittableRandom(7);
        for (int i = 0; i < 1000; i++) {
            assertThat(POLICY.delay(failures, Optional.empty(), jitter).toMillis())
                    .isBetween(atLeast, atMost);
        }
    }

    @Test
    void obeysTheTargetUpToTheBoundAndNeverUndercutsItsOwnWait() {
        SplittableRandom jitter = new SplittableRandom(7);

        assertThat(POLICY.delay(1, Optional.of(Duration.ofSeconds(30)), jitter)).isEqualTo(Duration.ofSeconds(30));
        assertThat(POLICY.delay(1, Optional.of(Duration.ofDays(9)), jitter)).isEqualTo(POLICY.maxRetryAfter());
        assertThat(POLICY.delay(9, Optional.of(Duration.ZERO), jitter)).isGreaterThan(Duration.ofSeconds(29));
    }

    @Test
    void refusesToBeWrong() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new RetryPolicy(Duration.ZERO, second, second, second))
                .hasMessage("retry.firstDelay must be positive, got PT0S");
        assertThatThrownBy(() -> new RetryPolicy(second, Duration.ofMillis(1), second, second))
                .hasMessage("retry.maxDelay must be at least retry.firstDelay, got PT0.001S and PT1S");
        assertThatThrownBy(() -> POLICY.withMaxAge(second.negated()))
                .hasMessage("retry.maxAge must be positive, got PT-1S");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120|PT2M",
                " 0 |PT0S",
                "1.5|PT1.5S",
                "Wed, 04 Mar 2026 12:00:30 GMT|PT30S",
                "Wed, 04 Mar 2026 11:00:00 GMT|PT0S"
            })
    void readsRetryAfterAsSecondsOrAsADate(String header, Duration expected) {
        assertThat(RetryAfter.parse(header, NOW)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "99999999999999999999", "2026-03-04"})
    void ignoresAnyOtherRetryAfter(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }
}
