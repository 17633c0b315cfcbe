package io.heaptide.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant MUCH_LATER = START.plus(Duration.ofDays(100));

    @Test
    void simulatedTimeRunsAtItsSpeedFromItsStart() {
        Schedule schedule = schedule(Optional.empty(), 60);

        assertThat(schedule.reached(MUCH_LATER, MUCH_LATER.plusSeconds(10))).isEqualTo(START.plusSeconds(600));
        assertThat(schedule.origin()).isEqualTo(START.minus(Duration.ofMinutes(30)));
    }

    @Test
    void simulatedTimeStopsAtItsEnd() {
        Schedule schedule = schedule(Optional.of(Duration.ofMinutes(5)), 60);

        assertThat(schedule.reached(MUCH_LATER, MUCH_LATER.plusSeconds(10))).isEqualTo(START.plusSeconds(300));
    }

    @Test
    void simulatedTimeNeverPassesTheClock() {
        Schedule schedule = schedule(Optional.empty(), 60);

        assertThat(schedule.reached(START.plusSeconds(1), START.plusSeconds(11)))
                .isEqualTo(START.plusSeconds(11));
    }

    @Test
    void theWrongValueIsNamed() {
        assertThatThrownBy(() -> schedule(Optional.empty(), Double.NaN))
                .hasMessage("--speed must be in (0, 1000000], got NaN");
        assertThatThrownBy(() -> schedule(Optional.of(Duration.ZERO), 1))
                .hasMessage("--duration must be positive, got PT0S");
        assertThatThrownBy(() -> new Schedule(START, Duration.ZERO, Optional.empty(), Duration.ofMillis(99), 1))
                .hasMessage("--interval must be at least 100ms, got PT0.099S");
    }

    private static Schedule schedule(Optional<Duration> duration, double speed) {
        return new Schedule(START, Duration.ofMinutes(30), duration, Duration.ofSeconds(2), speed);
    }
}
