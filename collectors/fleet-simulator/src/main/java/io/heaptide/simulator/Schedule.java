package io.heaptide.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which simulated time is played, and how fast.
 *
 * @param start where following the clock begins, in simulated time
 * @param history played before that, as fast as it is taken
 * @param duration played after that; empty if there is no end
 * @param interval from one sample of an instance to the next, in simulated time
 * @param speed simulated seconds in a real second
 */
record Schedule(Instant start, Duration history, Optional<Duration> duration, Duration interval, double speed) {

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
    private static final double MAX_SPEED = 1e6; // a fortnight in about a second

    Schedule {
        if (history.isNegative()) {
            throw new IllegalArgumentException("--history must be at least 0, got " + history);
        }
        duration.filter(time -> time.isNegative() || time.isZero()).ifPresent(time -> {
            throw new IllegalArgumentException("--duration must be positive, got " + time);
        });
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException("--interval must be at least 100ms, got " + interval);
        }
        if (!(speed > 0 && speed <= MAX_SPEED)) { // written this way round to refuse NaN too
            throw new IllegalArgumentException("--speed must be in (0, 1000000], got " + speed);
        }
    }

    /** The instant that the fleet's time counts from. */
    Instant origin() {
        return start.minus(history);
    }

    /** The first instant that is not played. */
    Instant end() {
        return duration.map(start::plus).orElse(Instant.MAX);
    }

    /**
     * How far simulated time has come.
     *
     * @param begun the real time at which playing began
     * @param now the real time; simulated time never passes it, because receivers refuse readings from the future
     */
    Instant reached(Instant begun, Instant now) {
        double simulatedMillis = speed * Duration.between(begun, now).toMillis();
        Instant simulated = start.plusMillis((long) simulatedMillis);
        Instant unbounded = simulated.isBefore(now) ? simulated : now;
        return unbounded.isBefore(end()) ? unbounded : end();
    }

    /** Real time from one step to the next. */
    Duration pause() {
        return Duration.ofMillis(Math.max(1, (long) (interval.toMillis() / speed)));
    }
}
