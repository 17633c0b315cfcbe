package io.heaptide.simulator;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which simulated time is played, and how fast. */
final class ScheduleOptions {

    private static final String NOW = "now";

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "2s",
            converter = DurationConverter.class,
            description = "simulated time from one sample to the next (default: ${DEFAULT-VALUE})")
    private Duration interval = Duration.ofSeconds(2);

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "1",
            description = "simulated seconds in a real second; never runs ahead of the clock "
                    + "(default: ${DEFAULT-VALUE})")
    private double speed = 1;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            defaultValue = NOW,
            description =
                    "simulated time to start at: now, or such as 2026-01-01T00:00:00Z " + "(default: ${DEFAULT-VALUE})")
    private String start = NOW;

    @Option(
            names = "--history",
            paramLabel = "DURATION",
            defaultValue = "0",
            converter = DurationConverter.class,
            description = "send this much simulated past first, as fast as it is taken (default: ${DEFAULT-VALUE})")
    private Duration history = Duration.ZERO;

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            defaultValue = "1h",
            converter = DurationConverter.class,
            description = "simulated time to play after --start; 0: until stopped (default: ${DEFAULT-VALUE})")
    private Duration duration = Duration.ofHours(1);

    /** The schedule for sending along the clock. */
    Schedule forSending(Instant now) {
        Schedule schedule = schedule(now);
        if (schedule.start().isAfter(now)) {
            throw new IllegalArgumentException("--start must not be in the future, got " + start);
        }
        if (speed > 1 && start.equals(NOW)) {
            throw new IllegalArgumentException(
                    "--speed above 1 needs a --start in the past: receivers refuse readings from the future");
        }
        return schedule;
    }

    /** The schedule for writing a file, at once. */
    Schedule forFile(Instant now) {
        if (duration.isZero()) {
            throw new IllegalArgumentException("--csv needs a --duration above 0");
        }
        if (interval.toMillis() % 1000 != 0) {
            throw new IllegalArgumentException("--csv needs an --interval of whole seconds, got " + interval);
        }
        return schedule(now);
    }

    private Schedule schedule(Instant now) {
        Optional<Duration> bounded = duration.isZero() ? Optional.empty() : Optional.of(duration);
        Instant wholeSecond = startTime(now).truncatedTo(ChronoUnit.SECONDS); // so that files hold whole seconds
        return new Schedule(wholeSecond, history, bounded, interval, speed);
    }

    private Instant startTime(Instant now) {
        try {
            return start.equals(NOW) ? now : Instant.parse(start);
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException(
                    "--start must be now or such as 2026-01-01T00:00:00Z, got " + start, malformed);
        }
    }
}
